import { codeOf, reasonOf } from '../library/files.ts';
import { RecordError } from '../library/records.ts';
import type { Context } from './context.ts';

/** What a file's own rights or kind bring about; a full disk, say, is nobody's own fault. */
const ownCodes: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ELOOP']);

/**
 * Does work on one post's record. Where that record alone is at fault, it becomes a problem, named by `path`, and the
 * answer is `undefined`: the run goes on with the others.
 */
export async function orOwnFault<T>(
  { problems }: Pick<Context, 'problems'>,
  path: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!isOwnFault(error)) throw error;
    const reason = reasonOf(error);
    const isKnown = problems.some((known) => known.path === path && known.reason === reason);
    if (!isKnown) problems.push({ path, reason });
    return undefined;
  }
}

function isOwnFault(error: unknown): boolean {
  if (error instanceof RecordError) return true;
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined);
  return code !== undefined && ownCodes.has(code);
}
