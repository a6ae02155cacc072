import { chdir } from 'node:process';
import { fileURLToPath } from 'node:url';
import Eleventy from '@11ty/eleventy';
import { originalAddress } from '../../catalog/addresses.ts';
import { fit } from '../../catalog/index/shape.ts';
import type { Post } from '../../catalog/post.ts';
import { type Library, readLibrary } from '../../pipeline/library/library.ts';
import type { PostPage, Work } from '../page-data.ts';
import { setWork } from './current-work.ts';
import { OutputFolder } from './output-folder.ts';
import type { RenderBatch, RenderReply, RenderRequest, RenderSetup } from './render-messages.ts';
import { altOf } from './tiles.ts';

// A process of its own: renders bounded batches of pages, so that memory does not grow with the collection.
// Eleventy finds templates below the working folder.
chdir(fileURLToPath(new URL('../..', import.meta.url)));

let setup: RenderSetup | undefined;
let library: Library | undefined;
let folder: OutputFolder | undefined;

process.on('message', (request: RenderRequest) => {
  if (request.kind === 'setup') {
    setup = request.setup;
    library = readLibrary(setup.state);
    folder = OutputFolder.reopen(setup.out);
    return;
  }
  render(request.batch).then(
    (reply) => process.send?.(reply),
    (error: unknown) => {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ kind: 'failed', reason } satisfies RenderReply);
    },
  );
});
process.on('disconnect', () => process.exit(0));

async function render(batch: RenderBatch): Promise<RenderReply> {
  if (!setup || !library || !folder) throw new Error('a batch came before its setup');
  const { frame } = setup;
  const posts = batch.posts.map((number) => postPage(number));
  setWork({ ...batch.work, frame, posts } satisfies Work);
  const eleventy = new Eleventy('site/pages', 'dist', {
    configPath: '.eleventy.js',
    quietMode: true,
    runMode: 'build',
  });
  const addresses: string[] = [];
  let written = 0;
  for (const { url, content } of await eleventy.toJSON()) {
    const address = url === '/' ? 'index.html' : url.slice(1);
    addresses.push(address);
    if (folder.write(address, content)) written += 1;
  }
  return { kind: 'done', addresses, written };
}

function postPage(number: number): PostPage {
  const row = library?.sql('SELECT view FROM posts WHERE number = ?').get(number);
  const post = JSON.parse(String(row?.['view'])) as Post;
  const place = originalAddress(number, post.format);
  return {
    post,
    original: setup?.originalsAddress ? `${setup.originalsAddress}/${place}` : place,
    preview: fit(post.width, post.height, setup?.preview ?? 0),
    alt: altOf(post),
  };
}
