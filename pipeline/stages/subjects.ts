import type { ImageRoot } from '../scan/walk.ts';
import type { Subject } from '../sources/source.ts';
import type { Context } from './context.ts';
import { absolutePath } from './identify.ts';
import { orOwnFault } from './own-fault.ts';

/** Reads what sources are told of a post; `undefined` where it, or its record, is not there any more. */
export function subjectReader(
  { library, records, problems }: Context,
  roots: readonly ImageRoot[],
): (number: number) => Promise<Subject | undefined> {
  return async (number) => {
    const row = library
      .sql("SELECT md5, view ->> '$.paths[0]' AS path FROM posts WHERE number = ?")
      .get(number);
    if (!row) return undefined;
    const md5 = String(row['md5']);
    return await orOwnFault({ problems }, String(row['path'] ?? md5), async () => {
      const record = await records.read(md5);
      if (!record) return undefined;
      const paths = record.locations
        .filter(({ root = '' }) => roots.some((known) => known.root === root))
        .map(({ root = '', path }) => absolutePath(roots, { root, path }));
      return { md5, record, paths };
    });
  };
}
