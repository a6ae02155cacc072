import { z } from 'zod';
import type { EditChange } from '../../catalog/edits.ts';
import { postOf } from '../../catalog/post.ts';
import type { PostRecord } from '../../catalog/record.ts';
import { normaliseTag } from '../../catalog/tag.ts';
import { readBody } from '../http/read-request.ts';
import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/route.ts';
import type { Job, JobKind } from '../jobs/job.ts';
import { editPost } from '../posts/edit-post.ts';
import type { Services } from '../services.ts';
import { toTrash } from './post-routes.ts';

// The form's secret was looked at before; so what else a script sends along is no mistake.
const edit = z.object({ filepath: z.string().max(5000), tags: z.string().max(60_000) });
const remove = z.object({ filepath: z.string().max(5000) });

/** The eight requests by which the Flask version was told to do something, with its answers. */
export function flaskWriteRoutes(services: Services): readonly Route[] {
  const { monitor, collection } = services;
  const jobRoute = (path: string, kind: JobKind, words: object): Route => ({
    ...flaskRoute(path),
    run: (_request, response) => {
      const job = startJob(services, kind);
      response.status(202).json({ status: 'success', ...words, job });
    },
  });
  return [
    jobRoute('/api/system/scan', 'scan', { message: 'Scan started', processed: 0 }),
    jobRoute('/api/system/rebuild', 'rebuild', { message: 'Rebuild started' }),
    jobRoute('/api/system/thumbnails', 'thumbnails', { message: 'Thumbnails started' }),
    {
      ...flaskRoute('/api/reload'),
      run: async (_request, response) => {
        const counts = await collection.read((library) => ({
          images: Number(library.sql('SELECT count(*) AS count FROM posts').get()?.['count']),
          tags: Number(
            library.sql("SELECT count(*) AS count FROM terms WHERE name NOT LIKE ' %'").get()?.[
              'count'
            ],
          ),
        }));
        const job = startJob(services, 'site');
        response.status(202).json({ status: 'success', ...counts, job });
      },
    },
    {
      ...flaskRoute('/api/system/monitor/start'),
      run: async (_request, response) => {
        await monitor.start();
        response.json({ status: 'success', message: 'Monitor started' });
      },
    },
    {
      ...flaskRoute('/api/system/monitor/stop'),
      run: async (_request, response) => {
        await monitor.stop();
        response.json({ status: 'success', message: 'Monitor stopped' });
      },
    },
    {
      ...flaskRoute('/api/edit_tags'),
      run: async (request, response) => {
        const { filepath, tags } = readBody(request, edit);
        const number = await requireNumberAt(services, filepath);
        const rules = await collection.rules();
        const wished = splitTags(tags);
        const { edition } = await editPost(services, number, undefined, (now) => {
          return changeTo(wished, namesOf(now));
        });
        response.json({ status: 'success', number, edition });

        function namesOf(record: PostRecord): readonly string[] {
          return postOf(record, rules)?.terms.map(({ name }) => name) ?? [];
        }
      },
    },
    {
      ...flaskRoute('/api/delete_image'),
      run: async (request, response) => {
        const { filepath } = readBody(request, remove);
        const record = await collection.record(await requireNumberAt(services, filepath));
        const names = [filepath, filepath.replace(/^images\//, '')];
        // Of a picture that lies there more than once, the file that was named.
        const copy = record.locations.find(({ path }) => names.includes(path));
        const location = record.locations.length > 1 ? copy : undefined;
        response.json({ status: 'success', ...(await toTrash(services, record, location)) });
      },
    },
  ];
}

function flaskRoute(path: string): Pick<Route, 'method' | 'path' | 'access' | 'body'> {
  return { method: 'post', path, access: 'user', body: 'flask' };
}

/** Starts a job for the user. Throws a Refusal that names the one which waits already. */
export function startJob({ jobs }: Services, kind: JobKind): Job {
  const { isAccepted, job } = jobs.start(kind, 'user');
  if (isAccepted) return job;
  throw new Refusal(409, `Such a job is waiting already: ${job.id}.`, { job: job.id });
}

async function requireNumberAt({ collection }: Services, path: string): Promise<number> {
  const number = await collection.numberAt(path);
  if (number === undefined) throw new Refusal(404, 'Image not found');
  return number;
}

function splitTags(text: string): readonly string[] {
  const names = text.split(/\s+/).map(normaliseTag);
  return [...new Set(names)].filter((name) => name !== '');
}

/** The change that makes one set of shown tags out of another. */
function changeTo(wished: readonly string[], shown: readonly string[]): EditChange {
  return {
    add: wished.filter((name) => !shown.includes(name)).map((name) => ({ name })),
    remove: shown.filter((name) => !wished.includes(name)),
  };
}
