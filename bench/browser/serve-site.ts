import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import sharp from 'sharp';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Serves a site that has no pictures: one stands for all of them. */
export async function serveSite(
  folder: string,
): Promise<AsyncDisposable & { readonly address: string }> {
  const grey = { r: 96, g: 108, b: 122 };
  const picture = await sharp({
    create: { width: 400, height: 300, channels: 3, background: grey },
  })
    .webp()
    .toBuffer();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (/^\/(thumbs|previews|originals)\//.test(pathname)) {
      response.writeHead(200, { 'content-type': 'image/webp', 'cache-control': 'max-age=60' });
      response.end(picture);
      return;
    }
    const file = join(folder, pathname);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
