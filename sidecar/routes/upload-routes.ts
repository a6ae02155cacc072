import type { Request } from 'express';
import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/route.ts';
import { takeUpload, tooLarge } from '../posts/take-upload.ts';
import type { Services } from '../services.ts';

/** Pictures that are dropped on the gallery: into the inbox, and processed at once. */
export function uploadRoutes({ collection, jobs }: Services): readonly Route[] {
  const { settings } = collection;
  return [
    {
      method: 'post',
      path: '/api/uploads',
      access: 'user',
      body: 'picture',
      run: async (request, response) => {
        const most = settings.limits.upload;
        if (Number(request.get('content-length') ?? 0) > most) throw tooLarge(most);
        const upload = await takeUpload(request, nameOf(request), settings);
        response.status(202).json({ ...upload, job: jobs.start('scan', 'user').job });
      },
    },
  ];
}

/** Headers hold no names as they are, so it comes percent-encoded. */
function nameOf(request: Request): string {
  try {
    return decodeURIComponent(request.get('x-hb-name') ?? '');
  } catch (error) {
    if (error instanceof URIError) throw new Refusal(400, 'X-HB-Name is not percent-encoded.');
    throw error;
  }
}
