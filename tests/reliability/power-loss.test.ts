import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { moveFile, renameFolder, writeAtomically } from '../../pipeline/library/files.ts';
import { FaultyDisk } from '../fixtures/faults/faulty-disk.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const disk = new FaultyDisk();
after(() => disk[Symbol.dispose]());

/** The calls that matter to power loss, in their order. */
async function orderOf(work: () => Promise<unknown>): Promise<string> {
  const { operations, error } = await disk.during({ kind: 'none' }, work);
  assert.equal(error, undefined);
  const names = operations.map(({ name }) => name);
  return names.filter((name) => ['writeFile', 'sync', 'rename'].includes(name)).join(' ');
}

test('R6: truth is synced before it is renamed, and its folder after', async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/record.json`;
  assert.equal(await orderOf(() => writeAtomically(path, 'new')), 'writeFile sync rename sync');
});

test('R6: each folder that a write makes is synced into the one round it', async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/a/b/record.json`;
  const order = await orderOf(() => writeAtomically(path, 'new'));
  assert.equal(order, 'sync sync writeFile sync rename sync');
});

test('R6: after a move both folders are synced, and after a folder is renamed the one round it', async () => {
  await using folder = await temporaryFolder();
  const from = await folder.write('a/x.png', 'x');
  const order = await orderOf(() => moveFile(from, `${folder.path}/x.png`));
  assert.equal(order, 'rename sync sync');
  const away = await orderOf(() => renameFolder(`${folder.path}/a`, `${folder.path}/b`));
  assert.equal(away, 'rename sync');
});
