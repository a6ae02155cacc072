import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { codeOf } from '../library/files.ts';
import { SettingsError } from '../settings/settings-error.ts';

/** The collection that comes with the program. */
const demoCollection = fileURLToPath(new URL('../../docs/demo/collection', import.meta.url));

/** The collection that the user means: named, else of the environment, else `./collection`, else the demo. */
export function findCollection(named: string | undefined): { path: string; isDemo: boolean } {
  const variable = 'HOMEBOORU_COLLECTION';
  const wish = named ?? process.env[variable] ?? readEnvironmentFile(process.cwd()).get(variable);
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

/** What `.env` of a folder says; nothing where there is none. Throws a SettingsError where it cannot be read. */
function readEnvironmentFile(folder: string): ReadonlyMap<string, string> {
  const path = join(folder, '.env');
  try {
    const entries = Object.entries(parseEnv(readFileSync(path, 'utf8')));
    return new Map(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return new Map();
    if (code === undefined) throw error;
    throw new SettingsError(`${path} cannot be read: ${code}`);
  }
}

/** Reads `.env` of the collection, then of the working folder; what is set already stays. */
export function readEnvironment(collection: string): void {
  for (const folder of [collection, process.cwd()]) {
    for (const [name, value] of readEnvironmentFile(folder)) process.env[name] ??= value;
  }
}
