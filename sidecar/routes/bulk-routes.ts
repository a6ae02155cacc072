import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { editRecord } from '../../catalog/edit-record.ts';
import type { EditChange } from '../../catalog/edits.ts';
import { isObject, ownStrings, ownText } from '../../catalog/json.ts';
import { currentTime } from '../../pipeline/cli/session.ts';
import { readIfPresent, writeAtomically } from '../../pipeline/library/files.ts';
import { readBody } from '../http/read-request.ts';
import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/route.ts';
import { changeFields, changeOf } from '../posts/change-schema.ts';
import { findOrRefuse } from '../posts/find.ts';
import { privateMode } from '../security/secret.ts';
import type { Services } from '../services.ts';

/** As many as a collection has posts. */
const mostNumbers = 1_000_000;
/** Their digits, and a comma each. */
const bodyLimit = mostNumbers * 8;

const { parent: _parent, ...fields } = changeFields;
const bulk = z.strictObject({
  query: z.string().max(10_000).optional(),
  numbers: z.array(z.int().positive()).max(mostNumbers).optional(),
  dryRun: z.boolean().default(false),
  ...fields,
});
const undo = z.strictObject({ undo: z.uuid() });

/** The same change for many posts, and its one undo. */
export function bulkRoutes(services: Services): readonly Route[] {
  const { publisher } = services;
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
        if (Object.keys(change).length === 0) throw new Refusal(400, 'There is nothing to change.');
        const numbers = await numbersOf(services, body.query, body.numbers);
        const matched = numbers.length;
        if (body.dryRun) {
          const changed = await countChanged(services, numbers, change);
          response.json({ matched, changed, undo: null });
          return;
        }
        const at = currentTime();
        const { md5s, edition } = await publisher.write({ kind: 'edit', numbers, change, at });
        const id = md5s.length > 0 ? await keepUndo(services, { md5s, at }) : null;
        response.json({ matched, changed: md5s.length, undo: id, edition });
      },
    },
    {
      method: 'post',
      path: '/api/posts/bulk/undo',
      access: 'user',
      body: 'json',
      run: async (request, response) => {
        const known = await readUndo(services, readBody(request, undo).undo);
        if (!known) throw new Refusal(404, 'There is nothing to undo by that name.');
        const { md5s, edition } = await publisher.write({ kind: 'undo', ...known });
        response.json({ changed: md5s.length, edition });
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

interface Undo {
  readonly md5s: readonly string[];
  readonly at: string;
}

function undoFile({ collection }: Services, id: string): string {
  return join(collection.settings.paths.state, 'undo', `${id}.json`);
}

async function keepUndo(services: Services, what: Undo): Promise<string> {
  const id = randomUUID();
  await writeAtomically(undoFile(services, id), `${JSON.stringify(what)}\n`, privateMode);
  return id;
}

async function readUndo(services: Services, id: string): Promise<Undo | undefined> {
  const text = await readIfPresent(undoFile(services, id));
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  const at = isObject(value) ? ownText(value, 'at') : undefined;
  return isObject(value) && at !== undefined ? { at, md5s: ownStrings(value, 'md5s') } : undefined;
}
