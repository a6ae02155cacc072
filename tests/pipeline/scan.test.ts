import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareFiles, type KnownFile } from '../../pipeline/scan/delta.ts';
import { type FoundFile, walkImages } from '../../pipeline/scan/walk.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

function found(path: string, size = 1, mtime = 5, root = ''): FoundFile {
  return { root, path, size, mtime };
}

function known(path: string, size = 1, mtime = 5, root = ''): KnownFile {
  return { root, path, size, mtime, md5: `md5 of ${path}`, problem: undefined };
}

const deltas: readonly (readonly [
  name: string,
  now: readonly FoundFile[],
  before: readonly KnownFile[],
  delta: Readonly<Record<string, readonly string[] | number>>,
])[] = [
  ['nothing stays nothing', [], [], {}],
  ['a new file is added', [found('a')], [], { added: ['a'] }],
  ['a known file is the same', [found('a')], [known('a')], { same: 1 }],
  ['another size is a change', [found('a', 2)], [known('a')], { changed: ['a'] }],
  ['another time is a change', [found('a', 1, 6)], [known('a')], { changed: ['a'] }],
  ['a missing file is gone', [], [known('a')], { gone: ['a'] }],
  ['a missing file that could not be looked for is the same', [], [known('dark/a')], { same: 1 }],
  [
    'one that could not be read before and is the same is told apart',
    [found('a'), found('b')],
    [known('a'), { ...known('b'), problem: 'it is damaged' }],
    { same: 2, failing: ['b'] },
  ],
  [
    'the same path in another folder is another file',
    [found('a', 1, 5, 'more')],
    [known('a')],
    { added: ['a'], gone: ['a'] },
  ],
  ['a rename is one gone and one added', [found('b')], [known('a')], { added: ['b'], gone: ['a'] }],
];
for (const [name, now, before, expected] of deltas) {
  test(name, () => {
    const delta = compareFiles(now, before, ({ path }) => path.startsWith('dark/'));
    const paths = {
      added: delta.added.map(({ path }) => path),
      changed: delta.changed.map((change) => change.now.path),
      gone: delta.gone.map(({ path }) => path),
      same: delta.same,
      failing: delta.failing.map(({ path }) => path),
    };
    const nothing = { added: [], changed: [], gone: [], same: 0, failing: [] };
    assert.deepEqual(paths, { ...nothing, ...expected });
  });
}

async function walk(folder: string) {
  const result = await walkImages([{ root: '', folder, without: [join(folder, 'metadata')] }]);
  return { ...result, paths: result.files.map(({ path }) => path).toSorted() };
}

test('pictures are found at any depth, whatever the case of their extension', async () => {
  await using folder = await temporaryFolder();
  const places = [
    'a.jpg',
    'b/c.JPEG',
    'b/d/e.Png',
    'f.jpe',
    'g.jfif',
    'h.apng',
    'i.gif',
    'j.webp',
    'k.avif',
  ];
  for (const place of places) await folder.write(place, 'x');
  assert.deepEqual((await walk(folder.path)).paths, places.toSorted());
});

const oddNames = [
  'a b.png',
  '#%?&"\'<>.png',
  'line\nbreak.png',
  'back\\slash.png',
  `${'n'.repeat(196)}.png`,
  '🦊.png',
  'e\u0301-nfd.png',
  '\u00e9-nfc.png',
  'a*b.png',
  '[x].png',
  '{a,b}.png',
  '(!x).png',
  '!x.png',
  'tab\t.png',
  'CON.png',
  ' lead.png',
  '\u202egnp.png',
  'dots...png',
];
test('R55: odd names are found as they are, of files and of folders', async () => {
  await using folder = await temporaryFolder();
  for (const name of oddNames) {
    await folder.write(name, 'x');
    await folder.write(join(`in ${name.slice(0, -4)}`, name), 'x');
  }
  const expected = oddNames.flatMap((name) => [name, join(`in ${name.slice(0, -4)}`, name)]);
  const { paths, files, problems } = await walk(folder.path);
  assert.deepEqual(paths, expected.toSorted());
  assert.ok(files.every(({ size, mtime }) => size === 1 && mtime > 0));
  assert.deepEqual(problems, []);
});

test('hidden files and folders and the own folders of a collection are left out, and counted', async () => {
  await using folder = await temporaryFolder();
  for (const place of ['.a.png', '.git/b.png', 'c/.d.png', 'metadata/e.png', 'ok.png']) {
    await folder.write(place, 'x');
  }
  const { paths, hidden } = await walk(folder.path);
  assert.deepEqual([paths, hidden], [['ok.png'], 3]);
});

test('other files are counted by extension', async () => {
  await using folder = await temporaryFolder();
  for (const place of ['a.mp4', 'b.MP4', 'c.heic', 'README', 'd.png.part'])
    await folder.write(place, 'x');
  const { others, paths } = await walk(folder.path);
  assert.deepEqual(paths, []);
  assert.deepEqual([...others].toSorted(), [
    ['heic', 1],
    ['mp4', 2],
    ['no extension', 1],
    ['part', 1],
  ]);
});

test('R16: symlinks to pictures within count, all others are skipped and counted', async () => {
  await using folder = await temporaryFolder();
  await using outside = await temporaryFolder();
  const away = await outside.write('secret.png', 'x');
  await folder.write('real.png', 'xyz');
  await folder.write('sub/inner.png', 'x');
  const links: readonly (readonly [name: string, target: string])[] = [
    ['link.png', 'real.png'],
    ['out.png', away],
    ['gone.png', 'nowhere.png'],
    ['loop.png', 'loop.png'],
    ['up.png', '..'],
    ['folder', 'sub'],
    ['circle', '.'],
    ['text.txt', 'real.png'],
  ];
  for (const [name, target] of links) await symlink(target, join(folder.path, name));
  const { paths, links: skipped, files } = await walk(folder.path);
  assert.deepEqual(paths, ['link.png', 'real.png', 'sub/inner.png']);
  assert.equal(skipped, 7);
  assert.equal(files.find(({ path }) => path === 'link.png')?.size, 3);
});

const noPipes = process.platform === 'win32' ? 'needs named pipes' : false;
test('R16: pipes and sockets that are named like pictures are counted, and nobody waits for them', {
  skip: noPipes,
}, async () => {
  await using folder = await temporaryFolder();
  await folder.write('ok.png', 'x');
  assert.equal(spawnSync('mkfifo', [join(folder.path, 'pipe.png')]).status, 0);
  const server = createServer().listen(join(folder.path, 'socket.png'));
  await once(server, 'listening');
  await symlink('pipe.png', join(folder.path, 'link to a pipe.png'));
  const { paths, special, links, problems } = await walk(folder.path);
  server.close();
  assert.deepEqual([paths, special, links, problems], [['ok.png'], 2, 1, []]);
});

test('R16: a picture sixty folders deep is found', async () => {
  await using folder = await temporaryFolder();
  const place = join(...Array.from({ length: 60 }, (_, at) => `level ${at}`), 'a.png');
  await folder.write(place, 'x');
  assert.deepEqual((await walk(folder.path)).paths, [place]);
});

test('R55: a name that is no UTF-8 is a problem by name', async () => {
  await using folder = await temporaryFolder();
  await writeFile(
    Buffer.concat([Buffer.from(`${folder.path}/bad`), Buffer.of(0xff), Buffer.from('.png')]),
    'x',
  );
  const { problems, paths } = await walk(folder.path);
  assert.deepEqual(paths, []);
  assert.match(problems[0]?.reason ?? '', /not valid UTF-8/);
});

const skip = process.getuid?.() === 0 ? 'root reads everything' : false;
test('R16: a folder that may not be read is a problem, and what was known of it stays', {
  skip,
}, async () => {
  await using folder = await temporaryFolder();
  await folder.write('ok.png', 'x');
  await mkdir(join(folder.path, 'dark'), { mode: 0o000 });
  const { paths, problems, unread } = await walk(folder.path);
  assert.deepEqual(paths, ['ok.png']);
  assert.deepEqual(unread, [{ root: '', path: 'dark' }]);
  assert.deepEqual(problems, [{ root: '', path: 'dark', reason: 'cannot be read: EACCES' }]);
});
