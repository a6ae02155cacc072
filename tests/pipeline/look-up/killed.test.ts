import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import {
  fakedCollection,
  fakeNames,
  mixedKnowledge,
} from '../../fixtures/collection-with-fakes.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const program = join(import.meta.dirname, '../../../pipeline/homebooru.js');

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
  test(`R2: ${signal} in the midst of the look-ups costs the questions under way, and no answer`, async () => {
    await using faked = await fakedCollection(pool, 12, mixedKnowledge, { batch: 2 });
    await using whole = await fakedCollection(pool, 12, mixedKnowledge, { batch: 2 });
    // Known and measured already, so that the program comes to the look-ups at once.
    await faked.collection.process();
    const child = spawn(
      process.execPath,
      [program, 'process', '--collection', faked.collection.path],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const said = text(child.stderr);
    faked.sites.danbooru.onRequest = ({ url }) => {
      if (url.searchParams.get('tags')?.includes(faked.md5s[4] ?? '')) child.kill(signal);
    };
    const [code, endedBy] = await once(child, 'exit');
    if (signal === 'SIGKILL') assert.equal(endedBy, signal);
    else {
      assert.equal(code, 1);
      assert.match(await said, /^stopped; what the sources .* kept/m);
    }
    const first = await faked.collection.record(faked.md5s[0] ?? '');
    assert.equal(first.lookups.get('danbooru')?.state, 'found', 'what was answered is kept');
    faked.sites.danbooru.onRequest = () => undefined;
    // By the clock of the program that was killed: of what is far ahead one asks again.
    const now = new Date().toISOString();
    await faked.run({ now });
    await whole.run({ now });
    for (const [at, md5] of faked.md5s.entries()) {
      const [one, other] = [await faked.collection.record(md5), await whole.collection.record(md5)];
      assert.deepEqual([...one.sources], [...other.sources], `picture ${at}`);
      assert.deepEqual([...one.lookups.keys()], [...other.lookups.keys()], `picture ${at}`);
    }
    for (const name of fakeNames) {
      const { asked } = faked.sites[name];
      assert.ok(asked.length - new Set(asked).size <= 2, `${name} was asked about a batch twice`);
    }
  });
}
