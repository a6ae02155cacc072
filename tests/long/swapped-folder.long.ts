import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { deleteWhileSwapped } from '../fixtures/swapped-folder.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

test('R45: a folder that is swapped for a link during a thousand deletes gives nothing away', async () => {
  await deleteWhileSwapped(pool, 1000);
});
