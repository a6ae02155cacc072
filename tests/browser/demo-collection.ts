import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SiteProcess } from '../../pipeline/cli/site-process.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { siteOf, siteRequest } from '../fixtures/site.ts';

/** The demo collection, as it is in the repository. */
export const demo = join(import.meta.dirname, '../../docs/demo/collection');

const parts = ['images', 'metadata', 'homebooru.yaml', 'tags.yaml'];
/** The environment variable that tells test files where the runner has the demo collection processed. */
const variable = 'HOMEBOORU_TEST_DEMO';

/** A processed copy of the demo collection that all test files of a run share; undefined where a file runs alone. */
function readyDemo(): string | undefined {
  return process.env[variable];
}

/**
 * Makes the shared copy, and its site: measuring, shrinking and rendering its pictures takes longer than most tests.
 * `removeReadyDemo` is to be called at the end.
 */
export async function makeReadyDemo(): Promise<void> {
  await using pool = new DecoderPool(15);
  const collection = await copyOf(demo, parts, pool);
  await collection.process();
  // In a process that ends, as the command does it: the test runner stays small.
  await using program = new SiteProcess();
  const request = await siteRequest(collection.path, siteBeside(collection.path));
  await program.ask(request, () => undefined);
  process.env[variable] = collection.path;
}

/** Removes it. */
export function removeReadyDemo(): void {
  const path = readyDemo();
  if (path === undefined) return;
  for (const folder of [path, siteBeside(path)]) rmSync(folder, { recursive: true, force: true });
}

/** Where the site is that goes with the copy; a site cannot lie in its collection. */
function siteBeside(path: string): string {
  return `${path}-site`;
}

/** Puts the demo collection's site into a folder, with other settings if wished. */
export async function buildDemoSite(
  folder: string,
  settings: readonly string[] | undefined,
): Promise<void> {
  const ready = readyDemo();
  if (ready && !settings) {
    cpSync(siteBeside(ready), folder, { recursive: true, preserveTimestamps: true });
    return;
  }
  await using collection = await demoCollection(settings);
  await siteOf(collection.path, folder);
}

/** A copy of the demo collection, processed, with other settings if wished. */
async function demoCollection(settings: readonly string[] | undefined): Promise<TestCollection> {
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
