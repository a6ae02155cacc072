import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeAtomically } from '../../pipeline/library/files.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const isRoot = process.platform === 'linux' && process.geteuid?.() === 0;

test('R4: on a disk that fills up while truth is written the old file stays, whole and alone', {
  skip: isRoot ? false : 'mounting a small disk takes root on Linux',
}, async (context) => {
  await using folder = await temporaryFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', folder.path]);
  if (mounted.status !== 0) {
    context.skip(`no disk can be mounted here: ${mounted.stderr}`);
    return;
  }
  try {
    const path = join(folder.path, 'record.json');
    await writeFile(path, 'old');
    await assert.rejects(writeAtomically(path, Buffer.alloc(400 * 1024, 'x')), (error: Error) => {
      return /cannot save .*record\.json: ENOSPC/.test(error.message);
    });
    assert.equal(readFileSync(path, 'utf8'), 'old');
    assert.deepEqual(readdirSync(folder.path), ['record.json']);
    await writeAtomically(path, 'new');
    assert.equal(readFileSync(path, 'utf8'), 'new', 'with room again, it goes on');
  } finally {
    spawnSync('umount', [folder.path]);
  }
});
