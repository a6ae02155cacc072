import { z } from 'zod';
import { editRecord } from '../../catalog/edit-record.ts';
import type { EditChange } from '../../catalog/edits.ts';
import { currentTime } from '../../pipeline/cli/session.ts';
import { systemCodeOf } from '../../pipeline/library/files.ts';
import { readBody } from '../http/read-request.ts';
import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/route.ts';
import { changeFields, changeOf } from '../posts/change-schema.ts';
import { findOrRefuse } from '../posts/find.ts';
import { keepUndo, readUndo, type Undo } from '../posts/undo-store.ts';
import type { Services } from '../services.ts';
import type { WriterResult } from '../writer/protocol.ts';

/** As many as a collection has posts. */
const mostNumbers = 1_000_000;
/** Their digits, and a comma each. */
const bodyLimit = mostNumbers * 8;

const { parent: _parent, ...fields } = changeFields;
const bulk = z.strictObject({
  query: z.string().max(10_000).optional(),
  numbers: z.array(z.int().positive()).max(mostNumbers).optional(),
  dryRun: z.boolean().default(false),
  delete: z.literal(true).optional(),
  ...fields,
});
const undo = z.strictObject({ undo: z.uuid() });

/** The same for many posts, a change or a delete, and its one undo. */
export function bulkRoutes(services: Services): readonly Route[] {
  const { publisher, collection } = services;
  const { state } = collection.settings.paths;
  return [
    {
      method: 'post',
      path: '/api/posts/bulk',
      access: 'user',
      body: 'json',
      bodyLimit,
      run: async (request, response) => {
        const body = readBody(request, bulk);
        const change = changeOf({ ...body, parent: undefined });
        const isChange = Object.keys(change).length > 0;
        if (isChange && body.delete) throw new Refusal(400, 'Say either delete or a change.');
        if (!isChange && !body.delete) throw new Refusal(400, 'There is nothing to change.');
        const numbers = await numbersOf(services, body.query, body.numbers);
        const work = body.delete ? deleteMany : editMany(change);
        const answer = await work(services, numbers, body.dryRun);
        response.json({ matched: numbers.length, ...answer });
      },
    },
    {
      method: 'post',
      path: '/api/posts/bulk/undo',
      access: 'user',
      body: 'json',
      run: async (request, response) => {
        const known = await readUndo(state, readBody(request, undo).undo);
        if (!known) throw new Refusal(404, 'There is nothing to undo by that name.');
        const { edition, ...result } = await publisher.write(known);
        response.json({
          changed: result.md5s.length,
          edition,
          ...(await refusedOf(services, result)),
        });
      },
    },
  ];
}

async function numbersOf(
  { collection }: Services,
  query: string | undefined,
  numbers: readonly number[] | undefined,
): Promise<readonly number[]> {
  if ((query === undefined) === (numbers === undefined)) {
    throw new Refusal(400, 'Say either a query or numbers.');
  }
  if (numbers) return [...new Set(numbers)];
  return collection.read((library) => findOrRefuse(collection, library, query ?? ''));
}

/** What is done with posts by their numbers, or in a dry run counted; what the answer says of it. */
type BulkWork = (
  services: Services,
  numbers: readonly number[],
  isDry: boolean,
) => Promise<Readonly<Record<string, unknown>>>;

function editMany(change: EditChange): BulkWork {
  return async (services, numbers, isDry) => {
    if (isDry) return { changed: await countChanged(services, numbers, change), undo: null };
    const at = currentTime();
    const { md5s, edition } = await services.publisher.write({ kind: 'edit', numbers, change, at });
    const undo = await keptUndo(services, { kind: 'undo', md5s, at });
    return { changed: md5s.length, undo, edition };
  };
}

/** The undo's name; `null`: nothing was done, or the disk does not take it, and what was done stays. */
async function keptUndo({ collection, log }: Services, undo: Undo): Promise<string | null> {
  if (undo.md5s.length === 0) return null;
  try {
    return await keepUndo(collection.settings.paths.state, undo);
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === undefined) throw error;
    log.warn({ code }, 'an undo could not be kept');
    return null;
  }
}

/** How many posts a change would change. Their records are read one by one, so that others are answered meanwhile. */
async function countChanged(
  { collection }: Services,
  numbers: readonly number[],
  change: EditChange,
): Promise<number> {
  let changed = 0;
  await collection.eachRecord(numbers, (record) => {
    if (editRecord(record, change, noTime)) changed += 1;
  });
  return changed;
}

/** For an edit that is not kept. */
const noTime = '1970-01-01T00:00:00.000Z';

/** To the trash; those that are there already are left alone. */
const deleteMany: BulkWork = async (services, numbers, isDry) => {
  const { publisher, collection } = services;
  const there = await collection.md5sOf(numbers);
  if (isDry) return { changed: there.length, undo: null };
  if (there.length === 0) return { changed: 0, undo: null, refused: [] };
  const { edition, ...result } = await publisher.write({ kind: 'delete', md5s: there });
  const { md5s } = result;
  const undo = await keptUndo(services, { kind: 'restore', md5s });
  return { changed: md5s.length, undo, edition, ...(await refusedOf(services, result)) };
};

/** The posts that could not be moved, by their numbers, and why. */
async function refusedOf(
  { collection }: Services,
  { refused }: WriterResult,
): Promise<Readonly<Record<string, unknown>>> {
  if (!refused) return {};
  const numbers = await collection.numbersOf(refused.map(({ md5 }) => md5));
  return {
    refused: refused.map(({ reason }, at) => ({ number: numbers[at] ?? null, reason })),
  };
}
