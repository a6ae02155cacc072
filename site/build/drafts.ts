import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { namingFile } from '../../pipeline/library/files.ts';

/** The path of a new draft beside `target`, to be renamed to it. */
export function draftBeside(target: string): string {
  return join(dirname(target), `.${randomUUID()}.tmp`);
}

/** Puts a file in place in one step; where that fails nothing of it is left, if the disk allows. */
export function writeInPlace(target: string, content: string | Uint8Array): void {
  const draft = draftBeside(target);
  try {
    writeFileSync(draft, content);
    renameSync(draft, target);
  } catch (error) {
    try {
      rmSync(draft, { force: true });
    } catch {
      // What keeps it from being removed must not hide the reason; the next run sweeps it up.
    }
    throw namingFile(error, target);
  }
}
