import type { Request, Response } from 'express';

/** Who may ask: anybody who calls us by a name of ours, or only the user; `login` is how one becomes the user. */
export type Access = 'open' | 'user' | 'login';

/**
 * What a request brings. `flask`: JSON, or a form with the secret in it, as scripts of the Flask version send;
 * `picture`: the bytes of a file.
 */
export type Body = 'none' | 'json' | 'flask' | 'picture';

/** One thing that can be asked of the server. The list of all of them is what docs/openapi.yaml describes. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As Express writes it: `/api/posts/:number`. */
  readonly path: string;
  readonly access: Access;
  readonly body?: Body;
  /** Bytes that a JSON body may have, where the usual do not suffice. */
  readonly bodyLimit?: number;
  readonly run: (request: Request, response: Response) => unknown;
}

/** Whether the request comes from the user; known once a route's checks have passed. */
export function isUser(response: Response): boolean {
  return response.locals['isUser'] === true;
}
