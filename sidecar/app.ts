import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { answerErrors } from './http/answer-errors.ts';
import { Refusal } from './http/refusal.ts';
import type { Body, Route } from './http/route.ts';
import { routesOf } from './routes/all-routes.ts';
import { servePanel } from './routes/panel-pages.ts';
import { serveSite } from './routes/site-routes.ts';
import type { Services } from './services.ts';

/** The server's application: every check comes before anything is looked up, and before a body is read. */
export function createApp(services: Services): Express {
  const { gate, log } = services;
  const app = express();
  app.disable('x-powered-by');
  // Never a stack trace in an answer, whatever the environment says.
  app.set('env', 'production');
  app.set('query parser', 'simple');
  app.use(protect, gate.requireHost);
  const routes = routesOf(services);
  for (const route of routes) addRoute(app, services, route);
  for (const [path, known] of Map.groupBy(routes, (route) => route.path)) {
    app.all(path, refuseMethod(known.map(({ method }) => method.toUpperCase())));
  }
  app.use('/api', (request, _response, next) => {
    next(isReading(request.method) ? new Refusal(404, 'There is no such address.') : undefined);
  });
  app.use((request, response, next) => {
    if (isReading(request.method)) next();
    else refuseMethod(['GET'])(request, response, next);
  });
  servePanel(app, services);
  serveSite(app, services);
  app.use(answerErrors(log));
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
      manifestSrc: self,
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

/** Bytes. */
const usualLimit = 64 * 1024;
const readForm = express.urlencoded({ limit: usualLimit, extended: false });

function addRoute(app: Express, { gate }: Services, route: Route): void {
  const { method, path, run, body = 'none', bodyLimit = usualLimit } = route;
  const readJson = express.json({ limit: bodyLimit, type: 'application/json' });
  const reading: Readonly<Record<Body, readonly RequestHandler[]>> = {
    none: [],
    json: [readJson],
    flask: [readJson, readForm, gate.requireFormSecret],
    picture: [],
  };
  app[method](path, gate.admit(route), ...reading[body], async (request, response) => {
    await run(request, response);
  });
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function refuseMethod(allowed: readonly string[]): RequestHandler {
  const list = allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return (_request, response) => {
    response.set('Allow', list.join(', '));
    throw new Refusal(405, 'This cannot be done here.');
  };
}
