import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';

/** The path of a new draft beside `target`, to be renamed to it. */
export function draftBeside(target: string): string {
  return join(dirname(target), `.${randomUUID()}.tmp`);
}
