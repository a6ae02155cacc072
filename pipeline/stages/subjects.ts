import { reasonOf } from '../library/files.ts';
import { RecordError } from '../library/records.ts';
import type { ImageRoot } from '../scan/walk.ts';
import type { Subject } from '../sources/source.ts';
import type { Context } from './context.ts';
import { absolutePath } from './identify.ts';

/** Reads what sources are told of a post; `undefined` where it, or its record, is not there any more. */
export function subjectReader(
  { library, records, problems }: Context,
  roots: readonly ImageRoot[],
): (number: number) => Promise<Subject | undefined> {
  return async (number) => {
    const row = library.sql('SELECT md5 FROM posts WHERE number = ?').get(number);
    if (!row) return undefined;
    const md5 = String(row['md5']);
    try {
      const record = await records.read(md5);
      if (!record) return undefined;
      const paths = record.locations
        .filter(({ root = '' }) => roots.some((known) => known.root === root))
        .map(({ root = '', path }) => absolutePath(roots, { root, path }));
      return { md5, record, paths };
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      problems.push({ path: md5, reason: reasonOf(error) });
      return undefined;
    }
  };
}
