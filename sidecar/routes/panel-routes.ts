import { statfs } from 'node:fs/promises';
import type { Location } from '../../catalog/record.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { sourceStates } from '../../pipeline/sources/source-states.ts';
import type { Problem } from '../../pipeline/stages/context.ts';
import { listCopies } from '../../pipeline/stages/trash-copies.ts';
import { listTrash } from '../../pipeline/stages/trash-entries.ts';
import { describeModels } from '../../pipeline/tagger/describe-models.ts';
import type { Collection } from '../collection.ts';
import { readCount, readText } from '../http/read-request.ts';
import type { Route } from '../http/route.ts';
import { recentEdits } from '../posts/recent-edits.ts';
import type { Services } from '../services.ts';

/** What the panel shows, for the user alone: it is full of names and paths. */
export function panelRoutes(services: Services): readonly Route[] {
  const { collection } = services;
  const { settings } = collection;
  return [
    panelRoute('/api/sources', async () => ({
      sources: await sourceStates(settings, process.env, Date.now()),
    })),
    panelRoute('/api/models', async () => ({ models: await describeModels(settings) })),
    panelRoute('/api/duplicates', async () => ({ groups: await collection.read(listDuplicates) })),
    panelRoute('/api/trash', async () => {
      const problems: { path: string; reason: string }[] = [];
      const entries = await trashEntries(collection, problems);
      return { entries, problems, days: settings.trash.days };
    }),
    {
      method: 'get',
      path: '/api/edits',
      access: 'user',
      run: async (request, response) => {
        const limit = readCount(request, 'limit', { least: 1, most: 500, usual: 50 });
        response.json(await recentEdits(collection, limit, readText(request, 'before')));
      },
    },
    panelRoute('/api/settings', async () => {
      const { bavail, bsize } = await statfs(settings.paths.state);
      return {
        settings,
        site: services.site,
        free: bavail * bsize,
        pausedBy: services.monitor.pausedBy,
      };
    }),
  ];
}

/** Posts in the trash, and single files of posts that have others. */
async function trashEntries(
  collection: Collection,
  problems: Problem[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { settings } = collection;
  const posts = (await listTrash({ settings, problems })).map(({ record, state, deleted }) => ({
    number: record.number ?? null,
    md5: record.md5,
    path: record.locations[0]?.path ?? '',
    state,
    deleted,
    isCopy: false,
  }));
  const copies = await listCopies({ settings, problems });
  const numbers = await collection.numbersOf(copies.map(({ md5 }) => md5));
  return [
    ...posts,
    ...copies.map(({ md5, location, deleted }, at) => ({
      number: numbers[at] ?? null,
      md5,
      ...location,
      state: 'deleted',
      deleted,
      isCopy: true,
    })),
  ];
}

function panelRoute(path: string, answer: () => Promise<unknown>): Route {
  return {
    method: 'get',
    path,
    access: 'user',
    run: async (_request, response) => {
      response.json(await answer());
    },
  };
}

const mostListed = 1000;

interface Duplicate {
  readonly number: number | null;
  readonly md5: string;
  readonly paths: readonly string[];
  readonly files: readonly Location[];
}

/** Pictures that lie there more than once, byte for byte the same. */
function listDuplicates(library: Library): readonly Duplicate[] {
  return library
    .sql(`SELECT md5, json_group_array(json_object('path', path, 'root', root)) AS files,
            (SELECT number FROM posts WHERE posts.md5 = files.md5) AS number
          FROM files WHERE problem IS NULL GROUP BY md5 HAVING count(*) > 1
          ORDER BY number LIMIT ${mostListed}`)
    .all()
    .map((row) => {
      const all = JSON.parse(String(row['files'])) as { path: string; root: string }[];
      const files = all
        .toSorted((a, b) => (a.path < b.path ? -1 : 1))
        .map(({ path, root }): Location => (root === '' ? { path } : { path, root }));
      return {
        number: row['number'] === null ? null : Number(row['number']),
        md5: String(row['md5']),
        paths: files.map(({ path }) => path),
        files,
      };
    });
}
