import type { Library } from '../../pipeline/library/library.ts';
import type { OutputFolder } from './output-folder.ts';
import { PageRenderer } from './page-renderer.ts';
import { PostFolderWriter } from './post-folder-writer.ts';
import type {
  PostsOrder,
  PostsOutcome,
  RenderBatch,
  RenderedBatch,
  RenderOrder,
  RenderOutcome,
  RenderSetup,
} from './render-messages.ts';
import type { Templates } from './templates.ts';

/** What orders are done with. */
export interface Tools {
  readonly library: Library;
  readonly folder: OutputFolder;
  readonly templates: Templates;
}

/** Does orders, wherever that is: in the build's own process or in one of its renderers. One at a time. */
export class BatchWriter {
  readonly #pages: PageRenderer;
  readonly #posts: PostFolderWriter;

  constructor(setup: RenderSetup, tools: Tools) {
    this.#pages = new PageRenderer(setup, tools);
    this.#posts = new PostFolderWriter(setup, tools, this.#pages);
  }

  async write(order: RenderOrder): Promise<RenderOutcome> {
    return order.kind === 'pages'
      ? { kind: 'pages', rendered: await this.render(order.batch) }
      : { kind: 'posts', outcome: await this.writePosts(order.posts) };
  }

  render(batch: RenderBatch): Promise<RenderedBatch> {
    return this.#pages.render(batch);
  }

  writePosts(posts: PostsOrder): Promise<PostsOutcome> {
    return this.#posts.write(posts);
  }
}
