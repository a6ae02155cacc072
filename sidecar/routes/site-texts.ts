import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { RequestHandler } from 'express';
import { codeOf } from '../../pipeline/library/files.ts';

/** Folders and a name without a dot at their beginning, as the site's own addresses are. */
const textPath = /^(?:\/[\w-][\w.-]*)+\.(?:html|js|css|xml|webmanifest)$/;

/**
 * The site's pages, scripts and shards, each in one piece: between the look at a file's size and its opening, a build may have
 * put another in its place, of which `express.static` would send as much as the one before was long.
 */
export function siteTexts(site: string): RequestHandler {
  return async ({ method, path, headers }, response, next) => {
    const address = path.endsWith('/') ? `${path}index.html` : path;
    // Who asks for a part of one gets it from the static files.
    const isWhole = (method === 'GET' || method === 'HEAD') && headers.range === undefined;
    const isOurs = isWhole && textPath.test(address);
    const text = isOurs ? await read(join(site, address)) : undefined;
    // What is asked for again is asked about: a build may have changed it.
    if (text) response.type(extname(address)).set('Cache-Control', 'public, max-age=0').send(text);
    else next();
  };
}

/** `undefined`: there is no such file. */
async function read(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}
