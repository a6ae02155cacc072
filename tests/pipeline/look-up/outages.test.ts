import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { fakedCollection, fakeNames } from '../../fixtures/collection-with-fakes.ts';
import { checkDayAway, checkStorm, timesOf } from '../../fixtures/outages.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

for (const [name, fault, least] of [
  ['danbooru', '429 Retry-After', 5000],
  ['e621', '429 Retry-After 20 s as a date', 19_000],
  ['yandere', '429 Retry-After of years', 3_600_000],
  ['gelbooru', '429 JSON', 60_000],
] as const) {
  test(`R60: ${name} says ${fault}: it is left alone for ${least / 1000} s, and the others go on`, async () => {
    await using faked = await fakedCollection(pool, 2, () => false, { batch: 1 });
    const clock = virtualClock();
    const times = timesOf(faked, clock);
    faked.sites[name].fault = (count) => (count === 1 ? fault : undefined);
    const { sources } = await faked.run({ lookUp: { clock } });
    const others = fakeNames.filter((other) => other !== name && other !== 'gelbooru');
    for (const other of others) assert.equal(sources[other]?.absent, 2, other);
    const [first = 0] = times[name];
    if (times[name].length === 1) {
      clock.pass(first + least - 1000 - clock.now());
      await faked.run({ lookUp: { clock } });
      assert.equal(times[name].length, 1, 'not yet');
      clock.pass(least / 4 + 1000);
      await faked.run({ lookUp: { clock } });
    }
    const [, second = 0] = times[name];
    assert.ok(second - first >= least, `asked again after ${second - first} ms`);
  });
}

test('R61: a storm of 429 costs twenty requests in ten minutes, and nothing is absent or guessed by it', async () => {
  await checkStorm(pool, { pictures: 20, batch: 1, minutes: 2 });
});

test('R68: a day without network costs no request and no picture its turn, and is made good at the usual pace', async () => {
  await checkDayAway(pool, { pictures: 9, batch: 2, minutes: 180 });
});
