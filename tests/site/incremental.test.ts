import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { deletePost, restorePost } from '../../pipeline/stages/trash.ts';
import { listTrash } from '../../pipeline/stages/trash-entries.ts';
import { buildSite } from '../../site/build/build-site.ts';
import { Workshop } from '../../site/build/workshop.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { type Chance, chance } from '../fixtures/random.ts';
import { filesOf, siteOf, siteRequest, tinySizes } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());

const truth = ['images', 'metadata', 'trash', 'homebooru.yaml', 'tags.yaml'];
const tagNames = ['solo', '1girl', '__proto__', 'hat', 'fate/stay_night', '^_^'];

/** Changes a collection at random, as users do; what it remembers is only which files there are. */
class Player {
  readonly #collection: TestCollection;
  readonly #site: string;
  readonly #chance: Chance;
  readonly #files: { path: string; seed: number }[] = [];
  #lastSeed = 0;

  constructor(collection: TestCollection, site: string, random: Chance) {
    this.#collection = collection;
    this.#site = site;
    this.#chance = random;
  }

  async play(): Promise<void> {
    const moves = [
      this.#add,
      this.#add,
      this.#edit,
      this.#edit,
      this.#rename,
      this.#remove,
      this.#copy,
      this.#delete,
      this.#restore,
      this.#rules,
      this.#settings,
      this.#lose,
    ];
    await this.#pick(moves)?.call(this);
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[this.#chance.below(items.length)];
  }

  async #add(): Promise<void> {
    this.#lastSeed += 1;
    const path = `${this.#pick(['a', 'b', 'c'])}/${this.#lastSeed}.png`;
    this.#files.push({ path, seed: this.#lastSeed });
    await this.#collection.picture(path, this.#lastSeed, this.#lastSeed);
  }

  async #copy(): Promise<void> {
    const file = this.#pick(this.#files);
    if (!file) return;
    const path = `copies/${this.#files.length}-${file.seed}.png`;
    this.#files.push({ path, seed: file.seed });
    await this.#collection.picture(path, file.seed, file.seed);
  }

  async #rename(): Promise<void> {
    const file = this.#pick(this.#files);
    if (!file) return;
    const path = `moved/${this.#lastSeed}-${this.#files.length}-${file.seed}.png`;
    this.#move(file.path, path);
    file.path = path;
  }

  #move(from: string, to: string): void {
    const images = join(this.#collection.path, 'images');
    mkdirSync(join(images, to, '..'), { recursive: true });
    renameSync(join(images, from), join(images, to));
  }

  async #remove(): Promise<void> {
    const file = this.#pick(this.#files);
    if (!file) return;
    this.#files.splice(this.#files.indexOf(file), 1);
    await this.#collection.remove(`images/${file.path}`);
  }

  async #edit(): Promise<void> {
    const md5 = await this.#somePost();
    const name = this.#pick(tagNames) ?? 'solo';
    if (md5 === undefined) return;
    const rating = this.#pick(['general', 'explicit'] as const);
    if (rating && this.#chance.next() < 0.4) {
      await this.#collection.edit(md5, { rating });
      return;
    }
    const isGone = this.#chance.next() < 0.3;
    await this.#collection.edit(md5, isGone ? { remove: [name] } : { add: [{ name }] });
  }

  async #rules(): Promise<void> {
    const hidden = this.#pick(tagNames) ?? 'solo';
    const text = `hidden: [${JSON.stringify(hidden)}]\ncategories: {hat: meta}\n`;
    await this.#collection.put('tags.yaml', text);
  }

  async #delete(): Promise<void> {
    const md5 = await this.#somePost();
    if (md5 === undefined) return;
    await this.#collection.write(async (context) => {
      const record = await context.records.read(md5);
      if (record) await deletePost(context, record);
    });
    const there = (path: string): boolean =>
      existsSync(join(this.#collection.path, 'images', path));
    const kept = this.#files.filter(({ path }) => there(path));
    this.#files.splice(0, this.#files.length, ...kept);
  }

  async #restore(): Promise<void> {
    await this.#collection.write(async (context) => {
      const entry = this.#pick(await listTrash(context));
      if (!entry) return;
      await restorePost(context, entry.record.md5);
    });
  }

  /** What a change of a template does: every page is another one. */
  async #settings(): Promise<void> {
    const title = this.#pick(['One', 'Two', 'Three']);
    const blur = this.#pick(['[]', '[e]', '[g, e]']);
    const text = `site: { pageSize: 2, title: ${title}, blur: ${blur} }\n`;
    await this.#collection.put('homebooru.yaml', text);
  }

  /** A file of the site is lost. */
  async #lose(): Promise<void> {
    const address = this.#pick([...filesOf(this.#site).keys()]);
    if (address !== undefined && !address.startsWith('.')) rmSync(join(this.#site, address));
  }

  async #somePost(): Promise<string | undefined> {
    await this.#collection.process({ acceptMissing: true });
    return this.#collection.write(async ({ library }) => {
      const posts = library.sql('SELECT md5 FROM posts ORDER BY number').all();
      const post = this.#pick(posts);
      return post ? String(post['md5']) : undefined;
    });
  }
}

/** More of them, where there is time: `HISTORIES=300 node --test tests/site/incremental.test.ts`. */
const histories = Number(process.env['HISTORIES'] ?? 4);

for (let seed = 1; seed <= histories; seed++) {
  test(`after any changes the site is what a build from nothing writes (seed ${seed})`, async () => {
    await using collection = await temporaryCollection(pool);
    await using clean = await temporaryCollection(pool);
    await using folder = await temporaryFolder();
    await collection.put('homebooru.yaml', 'site: { pageSize: 2, blur: [e] }\n');
    // The sizes that the program has, and such that a few posts have many parts.
    const sizes = seed % 4 === 1 ? defaultParameters : tinySizes;
    // Every second one is built by a process that stays warm.
    using warm = new Workshop(sizes);
    const player = new Player(collection, join(folder.path, 'kept'), chance(seed));
    for (let step = 0; step < 24; step++) {
      await player.play();
      if (step % 6 !== 5) continue;
      await collection.process({ acceptMissing: true });
      const out = join(folder.path, 'kept');
      if (seed % 2 === 1) await siteOf(collection.path, out, sizes);
      else {
        await buildSite(warm, await siteRequest(collection.path, out), () => undefined);
        // As the program's process does.
        warm.startStoresThread();
      }
    }
    for (const part of truth) {
      rmSync(join(clean.path, part), { recursive: true, force: true });
      const from = join(collection.path, part);
      if (existsSync(from)) {
        cpSync(from, join(clean.path, part), { recursive: true, preserveTimestamps: true });
      }
    }
    const before = filesOf(join(clean.path, 'metadata'));
    await clean.process();
    await siteOf(clean.path, join(folder.path, 'clean'), sizes);
    assert.deepEqual(filesOf(join(clean.path, 'metadata')), before);
    assert.deepEqual(filesOf(join(folder.path, 'kept')), filesOf(join(folder.path, 'clean')));
  });
}
