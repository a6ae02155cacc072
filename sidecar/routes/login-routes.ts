import { z } from 'zod';
import { readBody } from '../http/read-request.ts';
import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/route.ts';
import { setCookie } from '../security/gate.ts';
import { useLoginToken } from '../security/login-links.ts';
import { pageToken, sessionSpan } from '../security/sessions.ts';
import type { Services } from '../services.ts';

const text = z.string().min(1).max(1000);
const login = z.union([z.strictObject({ token: text }), z.strictObject({ secret: text })], {
  error: 'wants a token or a secret',
});

/** How a browser becomes the user's: by the link that was printed, or by the secret. */
export function loginRoutes({ gate, sessions, cookie, collection }: Services): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/api/session',
      access: 'open',
      run: (request, response) => {
        const session = gate.sessionOf(request);
        response.set('Cache-Control', 'no-store');
        response.json(
          session === undefined
            ? { isLoggedIn: false }
            : { isLoggedIn: true, token: pageToken(session) },
        );
      },
    },
    {
      method: 'post',
      path: '/api/login',
      access: 'login',
      body: 'json',
      run: async (request, response) => {
        const body = readBody(request, login);
        if ('secret' in body) gate.requireSecret(body.secret);
        else await requireLink(body.token);
        const session = await sessions.begin();
        setCookie(response, cookie, session, sessionSpan);
        response.json({ isLoggedIn: true, token: pageToken(session) });
      },
    },
    {
      method: 'post',
      path: '/api/logout',
      access: 'user',
      body: 'json',
      run: async (request, response) => {
        const session = gate.sessionOf(request);
        if (session !== undefined) await sessions.end(session);
        setCookie(response, cookie, '', 0);
        response.json({ isLoggedIn: false });
      },
    },
  ];

  async function requireLink(token: string): Promise<void> {
    gate.requireOpen();
    if (await useLoginToken(collection.settings.paths.state, token)) return;
    gate.noteWrong();
    throw new Refusal(401, 'This link is used up or too old: `homebooru login` prints a new one.');
  }
}
