/// <reference path="./eleventy-module.d.ts" />
import { chdir, cwd } from 'node:process';
import { fileURLToPath } from 'node:url';
import Eleventy, { type RenderedPage } from '@11ty/eleventy';
import type { Library } from '../../pipeline/library/library.ts';
import { readPost, readPosts } from '../../pipeline/library/read-post.ts';
import type { GalleryPage, Work } from '../page-data.ts';
import { setWork } from './current-work.ts';
import { kinBetween } from './kin-facts.ts';
import { OutputFolder } from './output-folder.ts';
import { postPageOf } from './post-page-of.ts';
import type { GalleryWish, RenderBatch, RenderReply, RenderSetup } from './render-messages.ts';
import { leading, tileOf } from './tiles.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Renders pages, a batch at a time, and writes those that have changed. */
export class PageRenderer {
  readonly #setup: RenderSetup;
  readonly #library: Library;
  readonly #folder: OutputFolder;

  constructor(setup: RenderSetup, library: Library) {
    this.#setup = setup;
    this.#library = library;
    this.#folder = OutputFolder.reopen(setup.out);
  }

  async render(batch: RenderBatch): Promise<RenderReply & { readonly kind: 'done' }> {
    const work: Work = {
      ...batch.work,
      frame: this.#setup.frame,
      posts: batch.posts.map((number) => postPageOf(readPost(this.#library, number), this.#setup)),
      galleries: batch.galleries.map((wish) => this.#galleryPage(wish)),
    };
    setWork(work);
    const pages = await renderAll();
    const addresses: string[] = [];
    let written = 0;
    for (const { url, content } of pages) {
      const address = url === '/' ? 'index.html' : url.slice(1);
      addresses.push(address);
      if (this.#folder.write(address, content)) written += 1;
    }
    return { kind: 'done', addresses, written };
  }

  #galleryPage({ page, older, newer, pagesFrom }: GalleryWish): GalleryPage {
    const { pageSize, grid, frame } = this.#setup;
    const [first, last] = [(page - 1) * pageSize + 1, page * pageSize];
    const posts = readPosts(this.#library, first, last);
    const kin = kinBetween(this.#library, first, last);
    const tiles = posts.map((post) =>
      leading(tileOf(post, grid, frame.blur, kin.get(post.number)), pagesFrom),
    );
    return { page, older, newer, tiles: frame.order === 'old' ? tiles.toReversed() : tiles };
  }
}

/** Everything that the templates make of the work that is set. Eleventy finds them below the working folder. */
async function renderAll(): Promise<readonly RenderedPage[]> {
  const before = cwd();
  chdir(project);
  try {
    const eleventy = new Eleventy('site/pages', 'dist', {
      configPath: '.eleventy.js',
      quietMode: true,
      runMode: 'build',
    });
    return await eleventy.toJSON();
  } finally {
    chdir(before);
  }
}
