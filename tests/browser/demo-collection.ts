import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';

/** The demo collection, as it is in the repository. */
export const demo = join(import.meta.dirname, '../../docs/demo/collection');

const parts = ['images', 'metadata', 'homebooru.yaml', 'tags.yaml'];
/** The environment variable that tells test files where the runner has the demo collection processed. */
const variable = 'HOMEBOORU_TEST_DEMO';

/** A processed copy of the demo collection that all test files of a run share; undefined where a file runs alone. */
export function readyDemo(): string | undefined {
  return process.env[variable];
}

/** Makes the shared copy: measuring and shrinking its pictures takes longer than most tests. Its maker removes it. */
export async function makeReadyDemo(): Promise<void> {
  await using pool = new DecoderPool(15);
  const collection = await copyOf(demo, parts, pool);
  await collection.process();
  process.env[variable] = collection.path;
}

/** A copy of the demo collection, processed, with other settings if wished. */
export async function demoCollection(
  settings: readonly string[] | undefined,
): Promise<TestCollection> {
  await using pool = new DecoderPool(15);
  const ready = readyDemo();
  const collection = await copyOf(ready ?? demo, ready ? [...parts, '.homebooru'] : parts, pool);
  if (settings) await collection.put('homebooru.yaml', settings.join('\n'));
  await collection.process();
  return collection;
}

async function copyOf(
  source: string,
  places: readonly string[],
  pool: DecoderPool,
): Promise<TestCollection> {
  const collection = await temporaryCollection(pool);
  for (const place of places) {
    cpSync(join(source, place), join(collection.path, place), {
      recursive: true,
      preserveTimestamps: true,
    });
  }
  return collection;
}
