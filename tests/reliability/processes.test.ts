import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { FaultyDisk } from '../fixtures/faults/faulty-disk.ts';
import { processStarts } from '../fixtures/faults/process-starts.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const disk = new FaultyDisk();
after(() => disk[Symbol.dispose]());

for (const [name, start] of processStarts) {
  for (const code of ['EMFILE', 'EIO'] as const) {
    test(`R3: ${name}, of which none can be started (${code}), are a failure and no end of this process`, async () => {
      await using folder = await temporaryFolder();
      let words = '';
      const { error, hits } = await disk.during({ kind: 'for good', at: 1, code }, async () => {
        words = await start(folder.path);
      });
      assert.equal(error, undefined);
      assert.ok(hits.length > 0);
      assert.match(words, /died|ended early|EMFILE|ENOENT/);
    });
  }
}
