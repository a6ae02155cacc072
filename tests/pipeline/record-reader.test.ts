import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type Library, openLibrary } from '../../pipeline/library/library.ts';
import { listRecords } from '../../pipeline/library/record-folders.ts';
import { readInThreads } from '../../pipeline/library/record-reader.ts';
import { RecordTable } from '../../pipeline/library/record-table.ts';
import { readRecordNow, statRecord } from '../../pipeline/library/records.ts';
import { mergeRulesOf, readSettings } from '../../pipeline/settings/settings.ts';
import { readTagRules } from '../../pipeline/settings/tag-rules-file.ts';
import { deletePost } from '../../pipeline/stages/trash.ts';
import { recordPlace, temporaryCollection, testSegment } from '../fixtures/collection.ts';
import { libraryContent } from '../fixtures/library-content.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const answers = [
  { tag_string_general: 'cat Dog', tag_string_artist: 'someone', rating: 'g', id: 5 },
  { tags: 'cat __proto__', rating: 's', id: 7, parent_id: 5 },
  { tag_string_general: '', id: 9 },
];

test('a thread reads records as this one does, and leaves those that need more', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.put('tags.yaml', 'aliases: { dog: hound }\nimplications: { hound: [animal] }\n');
  const md5s: string[] = [];
  for (let at = 0; at < 9; at++) md5s.push(await collection.picture(`${at}.png`, at + 1));
  await collection.process();
  const [edited = '', deleted = '', broken = '', ...others] = md5s;
  await collection.write(async ({ records }) => {
    for (const [at, md5] of others.entries()) {
      const answer = answers[at % answers.length];
      await records.update(
        md5,
        (now) => now && { ...now, sources: new Map([['danbooru', answer]]) },
      );
    }
  });
  await collection.edit(edited, { add: [{ name: 'mine' }] });
  const doomed = await collection.record(deleted);
  await collection.write((context) => deletePost(context, doomed));
  await collection.put(recordPlace(broken), '{"version": 99}');

  const settings = await readSettings(collection.path, true);
  const { paths } = settings;
  const rules = mergeRulesOf(settings, await readTagRules(paths.tagsFile));
  const places = (await listRecords(paths.metadata)).files.map(({ place }) => place);
  const tableIn = (name: string): { library: Library; table: RecordTable } => {
    const state = join(collection.path, name);
    const library = openLibrary(state, testSegment);
    return { library, table: new RecordTable(library, { metadata: paths.metadata, state }, rules) };
  };
  const noteHere = (table: RecordTable, some: readonly string[]): void => {
    for (const place of some) {
      const file = statRecord(paths.metadata, place);
      if (file && !place.includes(broken)) table.note(file, readRecordNow(paths.metadata, place));
    }
    table.flush();
  };

  const here = tableIn('here');
  const there = tableIn('there');
  using _here = here.library;
  using _there = there.library;
  noteHere(here.table, places);
  const told: number[] = [];
  const left = await there.table.noteMany(places, (done) => told.push(done));
  assert.deepEqual(told, [places.length]);
  const wanted = [edited, deleted, broken].map((md5) => recordPlace(md5).slice('metadata/'.length));
  assert.deepEqual([...left].toSorted(), wanted.toSorted());
  noteHere(there.table, left);
  const rows = ({ library }: { library: Library }): unknown =>
    library.sql('SELECT * FROM records ORDER BY place').all();
  assert.deepEqual(rows(there), rows(here));
  const content = libraryContent(here.library, testSegment);
  assert.equal(content.posts.length, 7);
  assert.deepEqual(libraryContent(there.library, testSegment), content);
});

for (const threads of [1, 2, 3]) {
  test(`records come in their order from as many threads as ${threads}, each of which lists its names once`, async () => {
    await using collection = await temporaryCollection(pool);
    for (let at = 0; at < 7; at++) await collection.picture(`${at}.png`, at + 1);
    await collection.process();
    const settings = await readSettings(collection.path, true);
    const { metadata, tagsFile } = settings.paths;
    const rules = mergeRulesOf(settings, await readTagRules(tagsFile));
    const own = (await listRecords(metadata)).files.map(({ place }) => place);
    const places = Array.from({ length: 1111 }, (_, at) => own[at % own.length] ?? '');
    const read: string[] = [];
    const names = new Map<number, string[]>();
    for await (const batch of readInThreads({ metadata, rules }, places, threads)) {
      read.push(...batch.read.map(({ file }) => file.place));
      assert.deepEqual(batch.left, []);
      names.set(batch.reader, [...(names.get(batch.reader) ?? []), ...batch.names]);
    }
    assert.deepEqual(read, places);
    assert.equal(names.size, threads);
    for (const list of names.values()) assert.equal(new Set(list).size, list.length);
  });
}
