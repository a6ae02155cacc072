import assert from 'node:assert/strict';
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { codeOf } from '../../pipeline/library/files.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { otherFileSystem } from '../fixtures/fast-disk.ts';
import { filesOf, siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());

const draft = '.01234567-89ab-4def-8123-456789abcdef.tmp';

/** Posts 1 to 3, the second of them in a folder of its own, processed. */
async function threePictures(settings: string): Promise<TestCollection> {
  const collection = await temporaryCollection(pool);
  await collection.put('homebooru.yaml', settings);
  for (const [n, place] of ['1.png', 'a/2.png', '3.png'].entries())
    await collection.picture(place, n + 1, n + 1);
  await collection.process();
  return collection;
}

for (const mode of ['auto', 'copy', 'symlink']) {
  test(`a missing picture is told until it is back, and then placed: ${mode}`, async () => {
    await using collection = await threePictures(`originals: ${mode}\n`);
    await using folder = await temporaryFolder();
    const out = join(folder.path, 'site');
    const home = join(collection.path, 'images/a');
    renameSync(home, join(folder.path, 'away'));
    for (const _ of [1, 2]) {
      const { problems } = await siteOf(collection.path, out);
      assert.deepEqual(
        problems.map(({ path }) => path),
        ['originals/0/2.png'],
      );
      assert.match(problems[0]?.reason ?? '', /a\/2\.png is not there/);
    }
    renameSync(join(folder.path, 'away'), home);
    const mended = await siteOf(collection.path, out);
    assert.deepEqual([mended.problems, mended.media.written], [[], 1]);
    assert.ok(existsSync(join(out, 'originals/0/2.png')));
    const idle = await siteOf(collection.path, out);
    assert.deepEqual([idle.problems, idle.media.written], [[], 0]);
  });
}

test('a picture that cannot be copied is a problem of its own', async (context) => {
  await using collection = await threePictures('originals: copy\n');
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  const home = join(collection.path, 'images/a');
  rmSync(home, { recursive: true });
  writeFileSync(home, 'no folder any more');
  const { problems } = await siteOf(collection.path, out);
  assert.deepEqual(
    problems.map(({ path }) => path),
    ['originals/0/2.png'],
  );
  assert.match(problems[0]?.reason ?? '', /a\/2\.png cannot be put in place: ENOTDIR/);
  assert.ok(filesOf(out).has('originals/0/3.png') && filesOf(out).has('index.html'));
  await context.test(
    'nor does it matter whether it may be read',
    { skip: process.getuid?.() === 0 && 'root may read everything' },
    async () => {
      chmodSync(join(collection.path, 'images/1.png'), 0);
      const report = await siteOf(collection.path, join(folder.path, 'other'));
      assert.match(report.problems[0]?.reason ?? '', /1\.png cannot be put in place: EACCES/);
    },
  );
});

test('clones are refused once, and nothing written, where there are none', async (context) => {
  await using collection = await threePictures('originals: clone\n');
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  const picture = join(collection.path, 'images/1.png');
  try {
    copyFileSync(picture, join(folder.path, 'clone'), constants.COPYFILE_FICLONE_FORCE);
    context.skip('this file system can clone');
    return;
  } catch (error) {
    assert.ok(codeOf(error));
  }
  await assert.rejects(siteOf(collection.path, out), (error) => {
    assert.ok(error instanceof SettingsError);
    assert.match(error.message, /originals: clone: this file system cannot; use auto or copy$/);
    return true;
  });
  assert.deepEqual([...filesOf(out).keys()], []);
});

test('links to another file system are refused once, and nothing written', async (context) => {
  const elsewhere = otherFileSystem();
  await using collection = await threePictures('originals: link\n');
  if (elsewhere === undefined) {
    context.skip('there is no other file system to write to');
    return;
  }
  const out = mkdtempSync(join(elsewhere, 'homebooru-test-'));
  try {
    await assert.rejects(siteOf(collection.path, out), (error) => {
      assert.ok(error instanceof SettingsError);
      assert.match(error.message, /originals: link: the site is on another file system; use auto/);
      return true;
    });
    assert.deepEqual([...filesOf(out).keys()], []);
  } finally {
    rmSync(out, { recursive: true });
  }
});

test('a symlink follows its picture', async () => {
  await using collection = await threePictures('originals: symlink\n');
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  const images = join(collection.path, 'images');
  mkdirSync(join(images, 'moved'));
  renameSync(join(images, 'a/2.png'), join(images, 'moved/two.png'));
  await collection.process();
  await siteOf(collection.path, out);
  assert.deepEqual(
    readFileSync(join(out, 'originals/0/2.png')),
    readFileSync(join(images, 'moved/two.png')),
  );
});

test('a thumbnail that could not be replaced goes when its post does', async () => {
  await using collection = await threePictures('');
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  await collection.put('homebooru.yaml', 'thumbnails: { grid: 123 }\n');
  const { problems } = await siteOf(collection.path, out);
  assert.ok(problems.some(({ path }) => path === 'thumbs/0/2.webp'));
  assert.ok(existsSync(join(out, 'thumbs/0/2.webp')));
  await collection.remove('images/a/2.png');
  await collection.process();
  const after = await siteOf(collection.path, out);
  assert.deepEqual(after.problems, []);
  assert.ok(!existsSync(join(out, 'thumbs/0/2.webp')));
  assert.ok(existsSync(join(out, 'thumbs/0/3.webp')));
});

test('drafts of builds that were killed are swept, and nothing that is called otherwise', async () => {
  await using collection = await threePictures('');
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  mkdirSync(out);
  writeFileSync(join(out, draft), 'half a ledger');
  await siteOf(collection.path, out);
  assert.ok(!existsSync(join(out, draft)));
  symlinkSync('nowhere', join(out, 'originals/0', draft));
  const places = [draft, `post/0/${draft}`, `data/${draft}`];
  for (const place of [...places, 'post/0/.mine.tmp']) writeFileSync(join(out, place), 'half');
  await collection.picture('4.png', 4, 4);
  await collection.process();
  await siteOf(collection.path, out);
  const left = [...filesOf(out).keys()].filter((address) => address.endsWith('.tmp'));
  assert.deepEqual(left, ['post/0/.mine.tmp']);
});

test('a file cannot be the site, nor hold it', async () => {
  await using collection = await threePictures('');
  await using folder = await temporaryFolder();
  const file = await folder.write('letter.txt', 'dear reader');
  for (const out of [file, join(file, 'below/it')]) {
    await assert.rejects(siteOf(collection.path, out), (error) => {
      assert.ok(error instanceof SettingsError);
      assert.match(error.message, /letter\.txt is a file/);
      return true;
    });
  }
  assert.equal(readFileSync(file, 'utf8'), 'dear reader');
});
