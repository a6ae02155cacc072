import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { putBack, takeOut } from '../../pipeline/stages/trash-moves.ts';
import { writeInPlace } from '../../site/build/drafts.ts';
import { FaultyDisk } from '../fixtures/faults/faulty-disk.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const disk = new FaultyDisk();
after(() => disk[Symbol.dispose]());

test('R3: whatever fails while a picture is moved to the trash or back, the failure names a file of the user', async () => {
  await using folder = await temporaryFolder();
  const root = join(folder.path, 'images');
  const trash = join(folder.path, 'trash/0-a.png');
  const slot = { path: join(root, 'deep/a.png'), root, name: '0-a.png', place: 'deep/a.png' };
  for (const [from, move] of [
    ['images/deep/a.png', () => takeOut(slot, trash)],
    ['trash/0-a.png', () => putBack(trash, slot)],
  ] as const) {
    let tried = 0;
    for (let isOver = false; !isOver; tried++) {
      for (const place of ['images/deep/a.png', 'trash/0-a.png']) {
        await folder.write(place, 'x');
      }
      const other = from === 'trash/0-a.png' ? slot.path : trash;
      await rm(other);
      const fault = { kind: 'once', at: tried + 1, code: 'EIO' } as const;
      const { error, hit } = await disk.during(fault, move);
      isOver = hit === undefined;
      // What was only read is closed without a name.
      if (!error || hit?.name === 'close') continue;
      assert.match(String(error), /EIO.*(images|trash)/, `${hit?.name} ${hit?.site}`);
    }
    assert.ok(tried > 8, `${tried} operations`);
  }
});

test('R3: a file of the site that cannot be written leaves the old one, and no draft', async () => {
  await using folder = await temporaryFolder();
  const path = await folder.write('page.html', 'old');
  for (const at of [1, 2]) {
    const fault = { kind: 'once', at, code: 'ENOSPC' } as const;
    const { error } = await disk.during(fault, async () => writeInPlace(path, 'new'));
    assert.match(String(error), /ENOSPC/);
    assert.deepEqual(readdirSync(folder.path), ['page.html']);
    assert.equal(readFileSync(path, 'utf8'), 'old');
  }
  writeInPlace(path, 'new');
  assert.equal(readFileSync(path, 'utf8'), 'new');
});
