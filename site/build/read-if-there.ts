import { readdirSync, readFileSync } from 'node:fs';
import { codeOf } from '../../pipeline/library/files.ts';

/** A file's bytes; `undefined` where it is not there. */
export function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Names in a folder; none where it is not there. */
export function listIfThere(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return new Set();
    throw error;
  }
}
