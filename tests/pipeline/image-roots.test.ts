import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { deviceOf, findImageRoots } from '../../pipeline/scan/image-roots.ts';
import { readSettings } from '../../pipeline/settings/settings.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function rootsOf(places: readonly string[], yaml = '') {
  await using folder = await temporaryFolder();
  for (const place of places) await folder.write(place, 'x');
  await folder.write('homebooru.yaml', yaml);
  const { roots, missing } = await findImageRoots(await readSettings(folder.path, true));
  const below = (path: string): string => path.slice(folder.path.length + 1) || '.';
  return {
    roots: roots.map(({ root, folder: place }) => [root, below(place)]),
    missing: missing.map(below),
  };
}

test('images/ is the image folder, where it is there', async () => {
  assert.deepEqual(await rootsOf(['images/a.png', 'b.png']), {
    roots: [['', 'images']],
    missing: [],
  });
});

test('a folder with pictures and no images/ is itself the image folder', async () => {
  const itself = { roots: [['', '.']], missing: [] };
  assert.deepEqual(await rootsOf(['a.PNG']), itself);
  assert.deepEqual(await rootsOf(['x/y/a.jpeg']), itself);
});

test('pictures in the own folders of a collection do not make it an image folder', async () => {
  const none = { roots: [], missing: ['images'] };
  assert.deepEqual(await rootsOf(['trash/a.png', 'metadata/b.png', '.homebooru/c.png']), none);
  assert.deepEqual(await rootsOf(['readme.txt']), none);
});

test('several image folders are named as the settings write them, but for the first', async () => {
  const yaml = 'paths: { images: [one, "two/more", none] }';
  assert.deepEqual(await rootsOf(['one/a.png', 'two/more/b.png', 'c.png'], yaml), {
    roots: [
      ['', 'one'],
      ['two/more', 'two/more'],
    ],
    missing: ['none'],
  });
});

test('folders of one disk are on the same device', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'a'));
  assert.equal(deviceOf(folder.path), deviceOf(join(folder.path, 'a')));
});
