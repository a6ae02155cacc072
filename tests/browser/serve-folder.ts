import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
};

export interface FolderServer extends AsyncDisposable {
  /** Ends in `/`. */
  readonly address: string;
}

/**
 * A static host such as any other: serves a folder below a path of its own, on loopback, and its 404.html for all else where
 * it has one.
 */
export async function serveFolder(folder: string, below: string): Promise<FolderServer> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(folder, normalize(path.slice(below.length)));
    const isThere = path.startsWith(below) && existsSync(file) && statSync(file).isFile();
    const shown = isThere ? file : join(folder, '404.html');
    if (!existsSync(shown)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(isThere ? 200 : 404, {
      'content-type': types[extname(shown)] ?? 'application/octet-stream',
    });
    createReadStream(shown).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${below}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
