import { z } from 'zod';
import { listProblems } from '../../pipeline/stages/known-problems.ts';
import { readBody } from '../http/read-request.ts';
import type { Route } from '../http/route.ts';
import { IgnoredProblems } from '../panel/ignored-problems.ts';
import type { Services } from '../services.ts';

const text = z.string().min(1).max(5000);
const ignore = z.strictObject({ path: text, reason: text, isIgnored: z.boolean() });
const retry = z.strictObject({ path: text });

/** What went wrong with single files, for the user alone: to look at, to try again, to hear no more of. */
export function problemRoutes({ collection, publisher, jobs }: Services): readonly Route[] {
  const ignored = new IgnoredProblems(collection.settings.paths.state);
  return [
    {
      method: 'get',
      path: '/api/problems',
      access: 'user',
      run: async (_request, response) => {
        const isIgnored = await ignored.reader();
        const problems = await collection.read(listProblems);
        response.json({
          problems: problems.map((problem) => ({ ...problem, isIgnored: isIgnored(problem) })),
        });
      },
    },
    {
      method: 'post',
      path: '/api/problems/ignored',
      access: 'user',
      body: 'json',
      run: async (request, response) => {
        const { isIgnored, ...problem } = readBody(request, ignore);
        await ignored.set(problem, isIgnored);
        response.json({ status: 'success' });
      },
    },
    {
      method: 'post',
      path: '/api/problems/retry',
      access: 'user',
      body: 'json',
      run: async (request, response) => {
        const { path } = readBody(request, retry);
        await publisher.write({ kind: 'forget', path });
        response.status(202).json({ status: 'success', job: jobs.start('scan', 'user').job });
      },
    },
  ];
}
