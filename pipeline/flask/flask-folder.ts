import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../catalog/json.ts';
import { readIfPresent, reasonOf } from '../library/files.ts';
import { SettingsError } from '../settings/settings-error.ts';
import type { Problem } from '../stages/context.ts';
import { type FlaskEntry, parseFlaskEntry } from './flask-entry.ts';

/** Where the Flask version keeps its pictures, below its folder. */
export const flaskImages = 'static/images';
/** Where it keeps its records. */
export const flaskMetadata = 'metadata';
const flaskTags = 'tags.json';

/** Throws a SettingsError where a folder is not the Flask version's. */
export function requireFlaskFolder(folder: string): void {
  const holds = (path: string, isFolder: boolean): boolean =>
    existsSync(join(folder, path)) && statSync(join(folder, path)).isDirectory() === isFolder;
  const hasTags = holds(flaskTags, false) || holds(flaskMetadata, true);
  if (holds(flaskImages, true) && hasTags) return;
  throw new SettingsError(
    `${folder} is no folder of the Flask version: it wants ${flaskImages}/ (${
      holds(flaskImages, true) ? 'found' : 'not there'
    }), and ${flaskTags} or ${flaskMetadata}/ beside static/ (${hasTags ? 'found' : 'neither is there'})`,
  );
}

/** What tags.json says: the entries that have tags, and those that cannot be read, by name. */
export interface FlaskTags {
  readonly entries: readonly FlaskEntry[];
  readonly problems: readonly Problem[];
}

/** Reads tags.json; a missing one says nothing. */
export async function readFlaskTags(folder: string): Promise<FlaskTags> {
  const entries: FlaskEntry[] = [];
  const problems: Problem[] = [];
  for (const [path, value] of await readValues(folder, problems)) {
    try {
      const entry = parseFlaskEntry(path, value);
      if (entry) entries.push(entry);
    } catch (error) {
      problems.push({ path, reason: `its entry in ${flaskTags} ${reasonOf(error)}` });
    }
  }
  return { entries, problems };
}

async function readValues(
  folder: string,
  problems: Problem[],
): Promise<readonly (readonly [string, unknown])[]> {
  try {
    const text = await readIfPresent(join(folder, flaskTags));
    const value: unknown = text === undefined ? {} : JSON.parse(text);
    if (!isObject(value)) throw new Error('it is not a JSON object');
    return Object.entries(value);
  } catch (error) {
    // Its own program truncated it when it was killed while saving: the records are still there.
    problems.push({ path: flaskTags, reason: `cannot be read: ${reasonOf(error)}` });
    return [];
  }
}
