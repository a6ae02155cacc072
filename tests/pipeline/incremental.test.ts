import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { PostRecord } from '../../catalog/record.ts';
import { tagCategories } from '../../catalog/tag.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import type { Context } from '../../pipeline/stages/context.ts';
import { deletePost, emptyTrash, restorePost } from '../../pipeline/stages/trash.ts';
import { type TestCollection, temporaryCollection, testSegment } from '../fixtures/collection.ts';
import { libraryContent } from '../fixtures/library-content.ts';
import { type Chance, chance } from '../fixtures/random.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const database = '.homebooru/cache/library.db';
const tags = ['cat', 'dog', 'fox', '__proto__', 'old_name', 'new_name', 'constructor'];

function contentOf(collection: TestCollection) {
  return collection.write(async ({ library }) => libraryContent(library, testSegment));
}

/** The library of a run that finds none. */
async function contentFromNothing(collection: TestCollection) {
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(join(collection.path, database + suffix)))
      await collection.remove(database + suffix);
  }
  await collection.process();
  return contentOf(collection);
}

/** What a source may say. */
function answer({ below, pick }: Chance): unknown {
  const some = (): string => Array.from({ length: below(4) }, () => pick(tags)).join(' ');
  const ids = { id: 1 + below(9), parent_id: below(3) === 0 ? 1 + below(9) : null };
  return below(2) === 0
    ? { ...ids, tag_string_general: some(), tag_string_artist: some(), rating: pick(['g', 'e']) }
    : { ...ids, tags: some(), rating: pick(['s', 'q']) };
}

/** A collection that something happens to, step by step. */
class Story {
  readonly #collection: TestCollection;
  readonly #luck: Chance;
  readonly #places = new Map<string, number>();
  #time = 0;

  constructor(collection: TestCollection, luck: Chance) {
    this.#collection = collection;
    this.#luck = luck;
  }

  async step(): Promise<void> {
    const { below, pick } = this.#luck;
    const kind = below(13);
    if (kind < 3 || kind > 10) return this.#add(`${below(3)}/${below(1000)}.png`, below(14));
    if (kind === 3) return this.#move();
    if (kind === 4) return this.#vanish();
    if (kind === 5)
      return this.#write('SELECT md5 FROM records WHERE deleted = 0', async (context, record) => {
        if (record.number !== undefined) await deletePost(context, record);
      });
    if (kind === 6) return this.#restore();
    if (kind === 7) return this.#rules();
    if (kind === 8) {
      await this.#collection.write(emptyTrash);
      return;
    }
    if (kind === 9)
      return this.#write('SELECT md5 FROM posts', async (context, record) => {
        const sources = new Map(record.sources).set(
          pick(['danbooru', 'yandere', 'camie_tagger']),
          answer(this.#luck),
        );
        await context.records.save({ ...record, sources });
      });
    const md5 = await this.#any('SELECT md5 FROM posts');
    if (md5 === undefined) return;
    await this.#collection.edit(md5, {
      add: [{ name: pick(tags), category: pick(tagCategories) }],
      remove: [pick(tags)],
      favourite: below(2) === 0,
      parent: pick([null, 1, 2]),
    });
  }

  async #add(place: string, seed: number): Promise<void> {
    this.#time += 1;
    if (this.#places.has(place)) return;
    this.#places.set(place, seed);
    await this.#collection.picture(place, seed, this.#time);
  }

  async #move(): Promise<void> {
    const place = this.#luck.pick([...this.#places.keys()]);
    const target = `${this.#luck.below(3)}/moved ${this.#luck.below(1000)}.png`;
    if (place === undefined || !this.#isThere(place)) return;
    const seed = this.#places.get(place) ?? 0;
    await this.#add(target, seed);
    await this.#collection.remove(join('images', place));
    this.#places.delete(place);
  }

  async #vanish(): Promise<void> {
    const place = this.#luck.pick([...this.#places.keys()]);
    if (place === undefined || !this.#isThere(place)) return;
    await this.#collection.remove(join('images', place));
    this.#places.delete(place);
  }

  #isThere(place: string): boolean {
    return existsSync(join(this.#collection.path, 'images', place));
  }

  async #rules(): Promise<void> {
    const yaml = this.#luck.pick([
      '',
      'aliases: { old_name: new_name }\nhidden: [fox]',
      'implications: { cat: [dog, __proto__] }\ncategories: { __proto__: lore, dog: species }',
    ]);
    await this.#collection.put('tags.yaml', yaml);
  }

  async #restore(): Promise<void> {
    const md5 = await this.#any('SELECT md5 FROM records WHERE deleted = 1');
    if (md5 === undefined) return;
    // It may no longer be in the trash, or its place be taken: then it is refused.
    await this.#collection
      .write((context) => restorePost(context, md5))
      .catch((error: Error) => assert.equal(error.name, 'RefusedError'));
  }

  #any(sql: string): Promise<string | undefined> {
    return this.#collection.write(async ({ library }) => {
      const rows = library.sql(`${sql} ORDER BY md5`).all();
      return rows.length === 0 ? undefined : String(this.#luck.pick(rows)['md5']);
    });
  }

  async #write(
    sql: string,
    work: (context: Context, record: PostRecord) => Promise<void>,
  ): Promise<void> {
    const md5 = await this.#any(sql);
    if (md5 === undefined) return;
    await this.#collection.write(async (context) => {
      const record = await context.records.read(md5);
      if (record) await work(context, record);
    });
  }
}

for (let seed = 1; seed <= 4; seed++) {
  test(`whatever happens, the library is that of a build from nothing (seed ${seed})`, async () => {
    await using collection = await temporaryCollection(pool);
    const luck = chance(seed);
    const story = new Story(collection, luck);
    for (let round = 0; round < 5; round++) {
      for (let steps = 2 + luck.below(6); steps > 0; steps--) await story.step();
      await collection.process();
    }
    const files = collection.everyFile();
    const incremental = await contentOf(collection);
    assert.ok(incremental.posts.length > 0, 'the story left some posts');
    assert.deepEqual(await contentFromNothing(collection), incremental);
    assert.deepEqual(collection.everyFile(), files, 'a new library changes no file');
  });
}

async function filled(collection: TestCollection): Promise<void> {
  for (let seed = 1; seed <= 9; seed++) await collection.picture(`${seed}.png`, seed, seed);
  await collection.picture('again.png', 3, 50);
  await collection.put('images/bad.jpg', 'junk');
  await collection.put('tags.yaml', 'implications: { cat: animal }');
  const md5 = await collection.picture('1.png', 1, 1);
  await collection.process();
  await collection.edit(md5, { add: [{ name: 'cat' }], favourite: true });
  await collection.write(async (context) => {
    const record = await context.records.read(md5);
    assert.ok(record);
    await context.records.save({
      ...record,
      sources: new Map([['danbooru', { id: 4, tag_string: 'dog' }]]),
    });
  });
  await collection.process();
}

test('a library that is deleted comes back with the same content, and no other file changes', async () => {
  await using collection = await temporaryCollection(pool);
  await filled(collection);
  const [before, files] = [await contentOf(collection), collection.everyFile()];
  assert.equal(before.posts.length, 9);
  assert.equal(before.siteIds.length, 1);
  assert.ok(before.postings.some(({ term, segment }) => term === ' all' && segment === 2));
  assert.deepEqual(await contentFromNothing(collection), before);
  assert.deepEqual(collection.everyFile(), files);
});

const garbage: readonly (readonly [name: string, content: Buffer])[] = [
  ['garbage', Buffer.from('this is no database at all'.repeat(500))],
  ['zeros', Buffer.alloc(20_000)],
  ['nothing', Buffer.alloc(0)],
  ['half of a header', Buffer.from('SQLite format 3\0')],
];
for (const [name, content] of garbage) {
  test(`a library overwritten with ${name} comes back with the same content`, async () => {
    await using collection = await temporaryCollection(pool);
    await filled(collection);
    const before = await contentOf(collection);
    await collection.put(database, content);
    await collection.process();
    assert.deepEqual(await contentOf(collection), before);
  });
}

test('thumbnails that are deleted come back, and no other file changes', async () => {
  await using collection = await temporaryCollection(pool);
  await filled(collection);
  const before = collection.everyFile();
  await rename(
    join(collection.path, '.homebooru/cache/thumbnails-400-q85'),
    join(collection.path, '.homebooru/cache/previews-7-q1'),
  );
  await collection.process();
  assert.deepEqual(collection.everyFile(), before);
});
