import { isDatabaseError } from '../library/database-error.ts';
import { type Library, readLibrary } from '../library/library.ts';
import { SettingsError } from '../settings/settings-error.ts';
import type { Context, Problem } from './context.ts';
import { countPosts, guardRebuilt } from './guard.ts';
import { damagedPosts, fileProblems, otherProblems, setOthers } from './known-problems.ts';
import { refreshLibrary } from './refresh-library.ts';
import { scanFacts } from './scan.ts';

/**
 * Fills a new library from the records, and takes over from the one before what no record says: what was wrong with files,
 * until the next run has looked at them, and which disks they were on. Throws a RefusedError where too many posts of the
 * one before are gone.
 */
export async function rebuildLibrary(context: Context, rulesHash: string): Promise<void> {
  const { library, problems } = context;
  const before = readBefore(context.settings.paths.state);
  await refreshLibrary(context, rulesHash);
  if (before) {
    guardRebuilt(context, before.posts);
    library.transaction(() => takeOver(library, before));
  }
  const standing = [...fileProblems(library), ...damagedPosts(library), ...otherProblems(library)];
  for (const { path, reason } of standing) problems.push({ path, reason });
}

/** What is known of the collection without a look at it. */
interface Before {
  readonly posts: number;
  readonly files: readonly Readonly<Record<'root' | 'path' | 'md5' | 'problem', string>>[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly others: readonly Problem[];
}

/** Where the library before cannot be read, which is what rebuilding is for, nothing is taken over. */
function readBefore(state: string): Before | undefined {
  try {
    using library = readLibrary(state);
    return {
      posts: countPosts(library),
      files: library
        .sql('SELECT root, path, md5, problem FROM files WHERE problem IS NOT NULL')
        .all()
        .map(({ root, path, md5, problem }) => ({
          root: String(root),
          path: String(path),
          md5: String(md5),
          problem: String(problem),
        })),
      facts: scanFacts(library),
      others: otherProblems(library),
    };
  } catch (error) {
    if (error instanceof SettingsError || isDatabaseError(error)) return undefined;
    throw error;
  }
}

/** Sizes and times are left out, as of pictures: the next run looks at every file. */
function takeOver(library: Library, { files, facts, others }: Before): void {
  const add = library.sql(
    `INSERT OR IGNORE INTO files (root, path, size, mtime, md5, problem) VALUES (?, ?, -1, 0, ?, ?)`,
  );
  for (const { root, path, md5, problem } of files) add.run(root, path, md5, problem);
  for (const [name, value] of facts) library.setFact(name, value);
  setOthers(library, others);
}
