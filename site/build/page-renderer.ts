import type { Library } from '../../pipeline/library/library.ts';
import { readPost, readPosts } from '../../pipeline/library/read-post.ts';
import type { GalleryPage, Work } from '../page-data.ts';
import type { Tools } from './batch-writer.ts';
import { kinBetween } from './kin-facts.ts';
import { postPageOf } from './post-page-of.ts';
import type { GalleryWish, RenderBatch, RenderedBatch, RenderSetup } from './render-messages.ts';
import { leading, tileOf } from './tiles.ts';

/** Renders pages, a batch at a time, and writes those that have changed. */
export class PageRenderer {
  readonly #setup: RenderSetup;
  readonly #library: Library;
  readonly #tools: Tools;

  constructor(setup: RenderSetup, tools: Tools) {
    this.#setup = setup;
    this.#library = tools.library;
    this.#tools = tools;
  }

  async render(batch: RenderBatch): Promise<RenderedBatch> {
    const work: Work = {
      ...batch.work,
      frame: this.#setup.style.frame,
      posts: batch.posts.map((number) => postPageOf(readPost(this.#library, number), this.#setup)),
      galleries: batch.galleries.map((wish) => this.#galleryPage(wish)),
    };
    const { folder } = this.#tools;
    const rendered = (await this.#tools.templates.render(work)).map(({ address, content }) => ({
      address,
      content,
      isThere: folder.has(address),
    }));
    const addresses: string[] = [];
    let written = 0;
    // New pages first: those that are there may lead to them.
    for (const { address, content } of rendered.toSorted((a, b) => +a.isThere - +b.isThere)) {
      addresses.push(address);
      if (folder.write(address, content)) written += 1;
    }
    return { addresses, written };
  }

  #galleryPage({ page, older, newer, pagesFrom }: GalleryWish): GalleryPage {
    const { pageSize, grid, frame } = this.#setup.style;
    const [first, last] = [(page - 1) * pageSize + 1, page * pageSize];
    const posts = readPosts(this.#library, first, last);
    const kin = kinBetween(this.#library, first, last);
    const tiles = posts.map((post) =>
      leading(tileOf(post, grid, frame.blur, kin.get(post.number)), pagesFrom),
    );
    return { page, older, newer, tiles: frame.order === 'old' ? tiles.toReversed() : tiles };
  }
}
