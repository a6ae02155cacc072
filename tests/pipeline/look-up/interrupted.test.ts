import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { formatRecord } from '../../../catalog/record.ts';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import {
  type FakedCollection,
  fakedCollection,
  fakeNames,
  mixedKnowledge,
} from '../../fixtures/collection-with-fakes.ts';
import { faults } from '../../fixtures/fake-booru/faults.ts';
import { chance } from '../../fixtures/random.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

async function recordsOf({ collection, md5s }: FakedCollection): Promise<readonly string[]> {
  const records = await Promise.all(md5s.map(collection.record));
  // Their ids on this machine's ports are the same, and so are the run's times.
  return records.map(formatRecord);
}

for (const stopAt of [1, 2, 5, 9]) {
  test(`stopped at request ${stopAt}, a run keeps what was answered, and the next asks for the rest alone`, async () => {
    await using faked = await fakedCollection(pool, 23, mixedKnowledge, { batch: 5 });
    await using whole = await fakedCollection(pool, 23, mixedKnowledge, { batch: 5 });
    const stop = new AbortController();
    const cutOff = new Map<string, readonly string[]>();
    let count = 0;
    for (const name of fakeNames) {
      faked.sites[name].onRequest = ({ url }) => {
        count += 1;
        if (count < stopAt) return;
        const md5s = /md5:([0-9a-f,]+)/.exec(url.searchParams.get('tags') ?? '')?.[1] ?? '';
        if (!stop.signal.aborted || count === stopAt) cutOff.set(name, md5s.split(','));
        stop.abort();
      };
    }
    await assert.rejects(faked.run({ signal: stop.signal }), { name: 'InterruptedError' });
    for (const name of fakeNames) faked.sites[name].onRequest = () => undefined;
    await faked.run();
    await whole.run();
    assert.deepEqual(await recordsOf(faked), await recordsOf(whole));
    for (const name of fakeNames) {
      const twice = faked.sites[name].asked.filter((md5, at, all) => all.indexOf(md5) !== at);
      const inFlight = new Set([...(cutOff.get(name) ?? []), ...twice.slice(0, 5)]);
      for (const md5 of twice) assert.ok(inFlight.has(md5), `${name} was asked twice about ${md5}`);
      assert.ok(twice.length <= 5, `${name} was asked twice about ${twice.length}`);
    }
  });
}

test('with one answer in five failing at random, runs end in the records of a run without failures', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
  const { next, pick } = chance(seed);
  await using faked = await fakedCollection(pool, 60, mixedKnowledge, { batch: 5 });
  await using whole = await fakedCollection(pool, 60, mixedKnowledge, { batch: 5 });
  await whole.run();
  const names = [...faults.keys()];
  for (const name of fakeNames) {
    faked.sites[name].fault = () => (next() < 0.2 ? pick(names) : undefined);
  }
  let runs = 0;
  let open = 1;
  while (open > 0 && runs < 30) {
    runs += 1;
    const { sources } = await faked.run({ lookUp: { retry: 'failed' } });
    assert.ok(Object.values(sources).every(({ requests }) => requests < 200));
    const records = await Promise.all(faked.md5s.map(faked.collection.record));
    const isDone = records.every(({ lookups }) =>
      ['danbooru', 'e621', 'yandere'].every(
        (name) => (lookups.get(name)?.state ?? 'failed') !== 'failed',
      ),
    );
    open =
      isDone && records.every(({ lookups }) => lookups.get('gelbooru')?.state !== 'failed') ? 0 : 1;
  }
  for (const name of fakeNames) faked.sites[name].fault = () => undefined;
  await faked.run({ lookUp: { retry: 'failed' } });
  assert.deepEqual(await recordsOf(faked), await recordsOf(whole), `seed ${seed}, ${runs} runs`);
});
