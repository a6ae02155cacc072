import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { attackedServer } from '../fixtures/attacked-server.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

test('R42: on every route that changes anything, every combination but the right one is refused', async () => {
  await using attacked = await attackedServer(pool);
  const before = attacked.stateHash();
  const asked = await attacked.attack(true);
  const unsafe = attacked.routes.filter(({ method }) => method !== 'get').length;
  // Eight origins, five fetch sites, five types, four tokens: two of the combinations are right.
  assert.equal(asked, unsafe * (8 * 5 * 5 * 4 - 2));
  assert.equal(attacked.stateHash(), before);
});
