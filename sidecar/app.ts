import { join } from 'node:path';
import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import helmet from 'helmet';
import { isOurHost } from './hosts.ts';

/** What a sidecar serves, and to whom. */
export interface AppOptions {
  /** The site's folder. */
  readonly site: string;
  /** Names that it may be called by, beside this machine's own. */
  readonly hosts: readonly string[];
}

/** The sidecar's application: every check comes before anything is looked up. */
export function createApp({ site, hosts }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  // Never a stack trace in an answer, whatever the environment says.
  app.set('env', 'production');
  app.set('query parser', 'simple');
  app.use(protect, requireHost(hosts), requireReading);
  app.use(
    express.static(site, {
      dotfiles: 'deny',
      redirect: false,
      // What is asked for again is asked about: a build may have changed it.
      cacheControl: true,
      maxAge: 0,
    }),
  );
  app.use(notFound(site));
  app.use(refuse);
  return app;
}

const none = ["'none'"];
const self = ["'self'"];

/** The policy of the static pages, as their own meta tag says it, and what only a header can say. */
const protect: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: none,
      scriptSrc: self,
      styleSrc: self,
      imgSrc: [...self, 'data:'],
      connectSrc: self,
      formAction: self,
      baseUri: none,
      frameAncestors: none,
    },
  },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  // Loopback is plain HTTP: a browser told otherwise could not come back.
  strictTransportSecurity: false,
});

/** Answers only those who call us by a name of ours; a browser cannot lie about it. */
function requireHost(hosts: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const said = request.rawHeaders.filter((_, at) => {
      return at % 2 === 1 && request.rawHeaders[at - 1]?.toLowerCase() === 'host';
    });
    const port = request.socket.localPort ?? 0;
    const isOurs = said.length === 1 && isOurHost(said[0] ?? '', port, hosts);
    // A whole address in the request line names a host of its own.
    if (isOurs && request.url.startsWith('/')) next();
    else answer(response, 403, 'This address is not known here.');
  };
}

const requireReading: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') next();
  else answer(response.set('Allow', 'GET, HEAD'), 405, 'This can only be read.');
};

/** The site's own page for what is not there, where it has one. */
function notFound(site: string): RequestHandler {
  return (_request, response) => {
    response.status(404).sendFile(join(site, '404.html'), { dotfiles: 'allow' }, (error) => {
      if (error && !response.headersSent) answer(response, 404, 'There is no such page.');
    });
  };
}

/** Says what kind of refusal it is, and nothing of what lies behind it. Express tells it by its four parameters. */
const refuse: ErrorRequestHandler = (
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status = statusOf(error);
  if (status >= 500) {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`cannot answer: ${JSON.stringify(text)}\n`);
  }
  answer(
    response,
    status,
    status < 500 ? 'This request cannot be answered.' : 'Something went wrong.',
  );
};

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

function answer(response: Response, status: number, text: string): void {
  response.status(status).type('text/plain').send(`${text}\n`);
}
