import { z } from 'zod';
import { readBody, readNumber } from '../http/read-request.ts';
import { Refusal } from '../http/refusal.ts';
import { isUser, type Route } from '../http/route.ts';
import { type Job, jobKinds, publicJob } from '../jobs/job.ts';
import type { Services } from '../services.ts';
import { startJob } from './flask-write-routes.ts';

const wish = z.strictObject({ kind: z.enum(jobKinds) });

/** Jobs, and everything that happens, as it happens. */
export function jobRoutes(services: Services): readonly Route[] {
  const { jobs, events } = services;
  const find = (id: number): Job => {
    const job = jobs.find(id);
    if (!job) throw new Refusal(404, `There is no job ${id}.`);
    return job;
  };
  return [
    {
      method: 'get',
      path: '/api/jobs',
      access: 'open',
      run: (_request, response) => {
        const all = jobs.jobs.toReversed();
        response.json({ jobs: isUser(response) ? all : all.map(publicJob) });
      },
    },
    {
      method: 'post',
      path: '/api/jobs',
      access: 'user',
      body: 'json',
      run: (request, response) => {
        const job = startJob(services, readBody(request, wish).kind);
        response.status(202).json({ job });
      },
    },
    {
      method: 'get',
      path: '/api/jobs/:id',
      access: 'open',
      run: (request, response) => {
        const job = find(readNumber(request, 'id'));
        response.json(isUser(response) ? job : publicJob(job));
      },
    },
    {
      method: 'get',
      path: '/api/jobs/:id/log',
      access: 'user',
      run: async (request, response) => {
        const { id } = find(readNumber(request, 'id'));
        response.json({ id, log: await jobs.log(id) });
      },
    },
    {
      method: 'delete',
      path: '/api/jobs/:id',
      access: 'user',
      run: (request, response) => {
        const { id } = find(readNumber(request, 'id'));
        if (!jobs.cancel(id)) throw new Refusal(409, `Job ${id} has ended already.`);
        response.status(202).json(find(id));
      },
    },
    {
      method: 'get',
      path: '/api/events',
      access: 'user',
      run: (_request, response) => {
        if (!events.add(response)) throw new Refusal(503, 'Too many pages listen already.');
      },
    },
  ];
}
