import assert from 'node:assert/strict';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Library, openLibrary } from '../../pipeline/library/library.ts';
import { fileForThreads } from '../../pipeline/library/read-beside.ts';
import {
  compareAside,
  findRecordChanges,
  newTurns,
  together,
} from '../../pipeline/library/record-changes.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

/** From how many posts on a thread is worth it: none at all has one, and it never has. */
const worths = [0, Number.POSITIVE_INFINITY];
const wish = { isEvery: false, beside: 0, progress: () => undefined };

function md5(start: string): string {
  return start.padEnd(32, '0');
}

function remember(library: Library, place: string, mtime: number, problem: string | null): void {
  library
    .sql(
      `INSERT INTO records (place, md5, size, mtime, deleted, locations, measured, problem)
       VALUES (?, ?, 2, ?, 0, 0, 0, ?)`,
    )
    .run(place, place.slice(-37, -5), mtime, problem);
}

/** What a thread finds to which all folders are left. */
async function foundAside(library: Library, metadata: string, isEvery: boolean) {
  const file = fileForThreads(library);
  assert.ok(file);
  const helper = compareAside({ metadata, library: file, turns: newTurns(), isEvery });
  try {
    return together(await helper.answer());
  } finally {
    await helper.end();
  }
}

test('a thread that helps finds the same as one alone, in the same order', async () => {
  await using state = await temporaryFolder();
  await using folder = await temporaryFolder();
  using library = openLibrary(state.path);
  const inFolders = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, '0'));
  const places = inFolders.flatMap((name) =>
    ['0', '1', '2'].map((digit) => `${name}/${md5(`${name}${digit}`)}.json`),
  );
  const flat = [`${md5('abc')}.json`, `${md5('ff7')}.json`];
  const double = `${md5('000')}.json`;
  for (const place of [...places, ...flat, double]) await folder.write(place, '{}');
  await folder.write('7f/.01234567-0123-0123-0123-0123456789ab.tmp', '');
  await mkdir(join(folder.path, '7f', `${md5('7f8')}.json`));
  const timeOf = async (place: string) => (await stat(join(folder.path, place))).mtimeMs;
  const [same = '', failing = '', older = ''] = places.slice(300);
  const flatFailing = flat[1] ?? '';
  remember(library, same, await timeOf(same), null);
  remember(library, failing, await timeOf(failing), 'it is cut off');
  remember(library, flatFailing, await timeOf(flatFailing), 'it is empty');
  remember(library, older, 1, 'it was cut off');
  const gone = [`64/${md5('64f')}.json`, `${md5('64e')}.json`];
  for (const place of gone) remember(library, place, 1, null);
  const isKnown = new Set([same, failing, flatFailing]);
  for (const worth of worths) {
    const seen: number[] = [];
    const progress = (looked: number): number => seen.push(looked);
    const found = await findRecordChanges(library, folder.path, { ...wish, progress }, worth);
    assert.deepEqual(
      { ...found, changed: found.changed.toSorted(), drafts: found.drafts.length },
      {
        total: places.length + flat.length,
        changed: [...places, ...flat].filter((place) => !isKnown.has(place)).toSorted(),
        gone,
        failing: [
          { place: failing, problem: 'it is cut off' },
          { place: flatFailing, problem: 'it is empty' },
        ],
        doubles: [double],
        drafts: 1,
      },
    );
    const folders = found.changed.map((place) => place.slice(0, place.indexOf('/') + 1));
    assert.deepEqual(folders.slice(0, -1), folders.slice(0, -1).toSorted());
    assert.ok(seen.length > 0 && seen.every((looked) => looked <= found.total));
    const every = await findRecordChanges(library, folder.path, { ...wish, isEvery: true }, worth);
    assert.equal(every.changed.length, places.length + flat.length);
    assert.deepEqual([every.gone, every.failing], [gone, []]);
    assert.deepEqual(await foundAside(library, folder.path, false), found);
    assert.deepEqual(await foundAside(library, folder.path, true), every);
  }
});

test('what a helping thread cannot do is said as one alone says it', async () => {
  await using state = await temporaryFolder();
  await using folder = await temporaryFolder();
  using library = openLibrary(state.path);
  library.sql('DROP TABLE records').run();
  for (const worth of worths) {
    const looking = findRecordChanges(library, folder.path, wish, worth);
    await assert.rejects(looking, { code: 'ERR_SQLITE_ERROR' });
  }
  await assert.rejects(foundAside(library, folder.path, false), { code: 'ERR_SQLITE_ERROR' });
});

test('what is not committed is compared without a thread', async () => {
  await using state = await temporaryFolder();
  await using folder = await temporaryFolder();
  using library = openLibrary(state.path);
  library.begin();
  const place = `64/${md5('64f')}.json`;
  remember(library, place, 1, null);
  assert.equal(fileForThreads(library), undefined);
  const { gone } = await findRecordChanges(library, folder.path, wish, 0);
  library.commit();
  assert.deepEqual(gone, [place]);
});
