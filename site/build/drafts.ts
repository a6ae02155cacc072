import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';

/** The path of a new draft beside `target`, to be renamed to it. */
export function draftBeside(target: string): string {
  return join(dirname(target), `.${randomUUID()}.tmp`);
}

/** Whether a name is a draft's: a build that was killed leaves files and symlinks that are called so. */
export function isDraftName(name: string): boolean {
  return /^\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/.test(name);
}
