import { z } from 'zod';
import type { EditChange } from '../../catalog/edits.ts';
import type { Lookup } from '../../catalog/lookup.ts';
import type { Location, PostRecord } from '../../catalog/record.ts';
import { currentTime } from '../../pipeline/cli/session.ts';
import { readBody, readCount, readNumber, readText } from '../http/read-request.ts';
import { Refusal } from '../http/refusal.ts';
import { isUser, type Route } from '../http/route.ts';
import { changeFields, changeOf } from '../posts/change-schema.ts';
import { editPost, revertEdit, show } from '../posts/edit-post.ts';
import { findOrRefuse, readPosts } from '../posts/find.ts';
import { summaryOf } from '../posts/post-view.ts';
import type { Services } from '../services.ts';

const version = z.int().nonnegative();
const patch = z.strictObject({ version, ...changeFields });
/** Which of a post's files, by the path that its record says; without one, all. */
const oneFile = z.strictObject({
  path: z.string().min(1).max(5000).optional(),
  root: z.string().max(5000).optional(),
});
const revert = z.strictObject({ version: version.optional(), change: version });

/** Posts, by their numbers. */
export function postRoutes(services: Services): readonly Route[] {
  const { collection, publisher, jobs } = services;
  return [
    {
      method: 'get',
      path: '/api/posts',
      access: 'open',
      run: async (request, response) => {
        const query = readText(request, 'q');
        const page = readCount(request, 'page', { least: 1, most: 1e9, usual: 1 });
        const limit = readCount(request, 'limit', { least: 1, most: 500, usual: 50 });
        const answer = await collection.read(async (library) => {
          const numbers = await findOrRefuse(collection, library, query);
          const shown = readPosts(library, numbers.slice((page - 1) * limit, page * limit));
          const posts = shown.map((post) => summaryOf(post, isUser(response)));
          return { query, total: numbers.length, page, posts };
        });
        response.json(answer);
      },
    },
    {
      method: 'get',
      path: '/api/posts/:number',
      access: 'open',
      run: async (request, response) => {
        const record = await collection.record(readNumber(request, 'number'));
        // Who may edit looks at a post's record before doing so.
        if (isUser(response)) publisher.prepare();
        response.json(await show(services, record, isUser(response)));
      },
    },
    {
      method: 'patch',
      path: '/api/posts/:number',
      access: 'user',
      body: 'json',
      run: async (request, response) => {
        const number = readNumber(request, 'number');
        const body = readBody(request, patch);
        const change = changeOf(body);
        await requireParent(services, number, change);
        const { record, edition } = await editPost(services, number, body.version, change);
        response.json({ ...(await show(services, record)), edition });
      },
    },
    {
      method: 'delete',
      path: '/api/posts/:number',
      access: 'user',
      body: 'json',
      run: async (request, response) => {
        const { path, root } = readBody(request, oneFile);
        const record = await collection.record(readNumber(request, 'number'));
        const location = path === undefined ? undefined : requireLocation(record, path, root);
        response.json(await toTrash(services, record, location));
      },
    },
    {
      method: 'post',
      path: '/api/posts/:number/restore',
      access: 'user',
      body: 'json',
      run: async (request, response) => {
        const number = readNumber(request, 'number');
        const { path, root } = readBody(request, oneFile);
        const { md5, isDeleted } = await collection.placeOf(number);
        const isPost = path === undefined;
        if (isPost && !isDeleted) throw new Refusal(409, `Post ${number} is not deleted.`);
        const { edition } = await publisher.write(
          isPost
            ? { kind: 'restore', md5s: [md5] }
            : {
                kind: 'restore-copy',
                md5,
                location: root === undefined ? { path } : { path, root },
              },
        );
        response.json({ ...(await show(services, await collection.record(number))), edition });
      },
    },
    {
      method: 'post',
      path: '/api/posts/:number/revert',
      access: 'user',
      body: 'json',
      run: async (request, response) => {
        const body = readBody(request, revert);
        const number = readNumber(request, 'number');
        const { record, edition } = await revertEdit(services, number, body.version, body.change);
        response.json({ ...(await show(services, record)), edition });
      },
    },
    {
      method: 'post',
      path: '/api/posts/:number/retry',
      access: 'user',
      body: 'json',
      run: async (request, response) => {
        const now = currentTime();
        await collection.update(readNumber(request, 'number'), (record) => ({
          ...record,
          lookups: new Map(
            [...record.lookups].map(([name, lookup]) => [name, askAgain(lookup, now)]),
          ),
        }));
        response.status(202).json({ status: 'success', job: jobs.start('scan', 'user').job });
      },
    },
  ];
}

/** A source that has answered well is not asked again. */
function askAgain(lookup: Lookup, now: string): Lookup {
  return lookup.state === 'found' ? lookup : { ...lookup, next: now };
}

/** Moves a post to the trash, or one file of it alone; what the answer says of it. */
export async function toTrash(
  { publisher }: Services,
  { number, md5 }: PostRecord,
  location: Location | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const { edition } = await publisher.write(
    location ? { kind: 'delete-copy', md5, location } : { kind: 'delete', md5s: [md5] },
  );
  return { number, md5, edition };
}

function requireLocation(record: PostRecord, path: string, root = ''): Location {
  const found = record.locations.find(
    (known) => known.path === path && (known.root ?? '') === root,
  );
  if (found) return found;
  throw new Refusal(404, `Post ${record.number} has no such file.`);
}

async function requireParent(
  { collection }: Services,
  number: number,
  { parent }: EditChange,
): Promise<void> {
  if (typeof parent !== 'number') return;
  if (parent === number) throw new Refusal(400, 'parent: a post cannot be its own parent');
  const isThere = await collection.read((library) =>
    library.sql('SELECT 1 FROM posts WHERE number = ?').get(parent),
  );
  if (!isThere) throw new Refusal(400, `parent: no post has number ${parent}`);
}
