import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { postAddress } from '../../catalog/addresses.ts';
import { manifestName } from '../../catalog/index/manifest.ts';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { shardAddress } from '../../catalog/index/shard.ts';
import { ShardFiles } from '../../catalog/index/shard-files.ts';
import { categoryRanks } from '../../catalog/merge-tags.ts';
import type { Post } from '../../catalog/post.ts';
import { Library } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { PostTable } from '../../pipeline/library/post-table.ts';
import { schema } from '../../pipeline/library/schema.ts';
import { bundleAssets } from '../../site/bundle/bundle-assets.ts';
import { allChanged, makeAll, type PutShard } from '../../site/index/index-parts.ts';
import { putIndex } from '../../site/index/put-index.ts';
import { type Head, render as renderFrame } from '../../site/layouts/base.11ty.ts';
import type { Frame } from '../../site/page-data.ts';
import { postPage } from '../../site/pages/post.11ty.ts';
import * as searchPage from '../../site/pages/search.11ty.ts';
import { type Chance, chance } from '../../tests/fixtures/random.ts';

const tagsOfAll = 300;
const pageSize = 60;

/**
 * A site of very many posts that has all that a search needs, and no pictures: its whole index, the page of results, and the
 * pages of a few posts. It can take one post more, as after an edit.
 */
export class IndexSite {
  readonly folder: string;
  readonly #library = new Library(new DatabaseSync(':memory:'));
  readonly #dice: Chance = chance(11);
  #highest = 0;
  #frame: Frame | undefined;

  constructor(folder: string) {
    this.folder = folder;
    this.#library.database.exec(schema);
    this.#library.setFact('segment', String(defaultParameters.segment));
  }

  async build(count: number): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    const { assets, files } = await bundleAssets();
    for (const [address, bytes] of files) this.#write(address, bytes);
    this.#frame = {
      title: 'Bench',
      theme: 'system',
      order: 'new',
      blur: [],
      hasRelated: false,
      sizes: { grid: 400, preview: 1000 },
      assets,
    };
    this.#write('search.html', this.#page(searchPage, {}));
    this.addPosts(count);
  }

  /** Adds posts, and writes the whole index anew. */
  addPosts(count: number): void {
    const table = new PostTable(this.#library);
    this.#library.transaction(() => {
      for (let step = 0; step < count; step++) {
        this.#highest += 1;
        table.put(this.#post(this.#highest));
      }
      table.flush();
    });
    const index = new LibraryIndex(this.#library, new Map());
    const input = { library: this.#library, index, uses: index.uses(), aliases: [], pageSize };
    const files = new ShardFiles();
    const put: PutShard = (name, content) => {
      const { script, hash } = files.wrap(name, content);
      this.#write(shardAddress(name), script);
      return hash;
    };
    put(manifestName, putIndex(input, allChanged, makeAll(put)));
  }

  addPostPage(number: number): void {
    const item = {
      post: this.#post(number),
      original: `originals/${number}.png`,
      preview: { width: 600, height: 400 },
      alt: '',
    };
    this.#write(postAddress(number), postPage(item, this.#builtFrame));
  }

  #post(number: number): Post {
    const names = new Set(Array.from({ length: 6 }, () => `tag_${this.#dice.below(tagsOfAll)}`));
    return {
      number,
      md5: number.toString(16).padStart(32, '0'),
      added: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
      format: 'png',
      width: 400 + this.#dice.below(1600),
      height: 800 + this.#dice.below(400),
      frames: number % 50 === 0 ? 3 : 1,
      bytes: 100_000,
      thumbhash: 'B8eBDQTQqHl3ifV0mWdUdmdnp4pw',
      dhash: '0000000000000000',
      rating: 'general',
      isFavourite: false,
      isEdited: false,
      terms: [...names]
        .toSorted()
        .map((name) => ({ name, category: 'general' as const, rank: categoryRanks.danbooru })),
      foundBy: ['danbooru'],
      isGuessed: false,
      ids: [],
      parents: [],
      origins: [],
      paths: [`${number}.png`],
    };
  }

  get #builtFrame(): Frame {
    if (!this.#frame) throw new Error('the site is not built');
    return this.#frame;
  }

  /** A page as Eleventy makes it: the template's content in its frame. */
  #page<Data extends object>(
    template: {
      readonly data: { readonly head: unknown };
      readonly render: (data: Data) => string;
    },
    data: Omit<Data, 'work'>,
  ): string {
    const work = { frame: this.#builtFrame };
    const whole = { ...data, work } as unknown as Data;
    const head = template.data.head as (all: unknown) => Head;
    return renderFrame({ ...whole, work, head, content: template.render(whole) });
  }

  #write(address: string, content: string | Uint8Array): void {
    const path = join(this.folder, address);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
