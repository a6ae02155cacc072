import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { postAddress, searchAddress, shellPage } from '../../catalog/addresses.ts';
import { codeOf } from '../../pipeline/library/files.ts';
import { readCount, readText } from '../http/read-request.ts';
import { Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { siteTexts } from './site-texts.ts';

/** The site itself, what tells its pages that they can edit, and the addresses that the Flask version had. */
export function serveSite(app: Express, services: Services): void {
  const { site } = services;
  app.get('/assets/host.js', (_request, response) => {
    const host = JSON.stringify({ api: '/api/', panel: '/admin/' });
    response.type('text/javascript').set('Cache-Control', 'no-cache');
    response.send(`globalThis.homebooruHost = ${host};\n`);
  });
  app.get('/', redirectQuery);
  app.get(/^\/(?:image|similar)\/./, redirectPath(services));
  app.use(siteTexts(site));
  app.use(
    express.static(site, {
      dotfiles: 'deny',
      redirect: false,
      cacheControl: true,
      maxAge: 0,
    }),
  );
  app.get(/^\/post\/\d+\/\d+\.html$/, toSharedPage(site));
  app.use(notFound(site));
}

/** `/?query=…&page=…` was the gallery and its results. */
const redirectQuery: RequestHandler = (request, response, next) => {
  const query = readText(request, 'query').trim();
  const page = readCount(request, 'page', { least: 1, most: 1e9, usual: 0 });
  if (query === '' && page === 0) next();
  else response.redirect(302, `/${searchAddress(query)}${page > 1 ? `&p=${page}` : ''}`);
};

/** `/image/PATH` and `/similar/PATH`: by the picture's path, which is looked up and never opened. */
function redirectPath({ collection }: Services): RequestHandler {
  return async (request, response, next) => {
    const [, kind, rest = ''] = /^\/(image|similar)\/(.+)$/.exec(request.path) ?? [];
    const number = await collection.numberAt(decodePath(rest));
    if (number === undefined) next();
    else {
      const address = kind === 'image' ? postAddress(number) : `search.html?similar=${number}`;
      response.redirect(302, `/${address}`);
    }
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) throw new Refusal(400, 'This address cannot be read.');
    throw error;
  }
}

/** A post's own address leads to the page that shows any post, where the site has that instead. */
function toSharedPage(site: string): RequestHandler {
  return (request, response, next) => {
    const [, number] = /(\d+)\.html$/.exec(request.path) ?? [];
    if (existsSync(join(site, shellPage))) response.redirect(302, `/${shellPage}?n=${number}`);
    else next();
  };
}

/**
 * The site's own page for what is not there, where it has one. Here its root is known, so it can be shown at any depth, and
 * what looks for the root in other places is left out.
 */
function notFound(site: string): RequestHandler {
  return async (_request, response) => {
    const page = await readFile(join(site, '404.html'), 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') throw new Refusal(404, 'There is no such page.');
      throw error;
    });
    const [, root = './'] = /data-root="([^"]+)"/.exec(page) ?? [];
    response
      .status(404)
      .type('text/html')
      .send(
        page
          .replaceAll(/<link [^>]*="\.\.\/[^>]*>\n|<script [^>]*="\.\.\/[^>]*><\/script>\n/g, '')
          .replaceAll(`="${root}`, '="/'),
      );
  };
}
