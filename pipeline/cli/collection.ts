import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SettingsError } from '../settings/settings-error.ts';

/** The collection that comes with the program. */
const demoCollection = fileURLToPath(new URL('../../docs/demo/collection', import.meta.url));

/** The collection that the user means: named, else of the environment, else `./collection`, else the demo. */
export function findCollection(named: string | undefined): { path: string; isDemo: boolean } {
  const wish = named ?? process.env['HOMEBOORU_COLLECTION'];
  if (wish) return { path: requireFolder(resolve(wish)), isDemo: false };
  const usual = resolve('collection');
  if (existsSync(usual)) return { path: requireFolder(usual), isDemo: false };
  return { path: demoCollection, isDemo: true };
}

function requireFolder(path: string): string {
  if (!existsSync(path)) {
    throw new SettingsError(
      `${path}: there is no such collection; \`homebooru init ${path}\` begins one`,
    );
  }
  if (!statSync(path).isDirectory()) throw new SettingsError(`${path} is not a folder`);
  return path;
}

/** Reads `.env` of the collection, then of the working folder; what is set already stays. */
export function readEnvironment(collection: string): void {
  for (const folder of [collection, process.cwd()]) {
    const path = join(folder, '.env');
    if (existsSync(path)) process.loadEnvFile(path);
  }
}
