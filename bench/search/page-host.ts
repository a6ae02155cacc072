import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const type = 'text/javascript; charset=utf-8';

/** A static host of an index and of an empty page with the engine, on loopback. It answers in gzip, and counts. */
export class PageHost implements AsyncDisposable {
  readonly address: string;
  /** Gzipped bytes sent and requests answered for shards since they were last taken. */
  #bytes = 0;
  #requests = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    this.address = `http://127.0.0.1:${port}/`;
  }

  static async open(folder: string): Promise<PageHost> {
    const program = await bundleProgram();
    const known = new Map<string, Buffer>();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = new PageHost(server);
    server.on('request', (request, response) => {
      const path = new URL(request.url ?? '/', host.address).pathname;
      if (path === '/') {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end('<!doctype html><title>bench</title><script src="program.js"></script>');
        return;
      }
      const file = join(folder, path);
      const isProgram = path === '/program.js';
      if (!isProgram && !existsSync(file)) {
        response.writeHead(404).end();
        return;
      }
      const body = known.get(path) ?? gzipSync(isProgram ? program : readFileSync(file));
      known.set(path, body);
      if (!isProgram) host.#count(body.length);
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' });
      response.end(body);
    });
    return host;
  }

  takeLoad(): { readonly bytes: number; readonly requests: number } {
    const load = { bytes: this.#bytes, requests: this.#requests };
    this.#bytes = 0;
    this.#requests = 0;
    return load;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#requests += 1;
  }
}

async function bundleProgram(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page/page-program.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote nothing');
  return file.contents;
}
