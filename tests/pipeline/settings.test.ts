import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { settingsSchema } from '../../pipeline/settings/schema.ts';
import { precedenceOf, readSettings } from '../../pipeline/settings/settings.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { readTagRules } from '../../pipeline/settings/tag-rules-file.ts';
import { sharedPath, skipWithout } from '../fixtures/shared.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function settingsOf(yaml: string) {
  await using folder = await temporaryFolder();
  await folder.write('homebooru.yaml', yaml);
  return await readSettings(folder.path, true);
}

test('no file and an empty file are the defaults', async () => {
  await using folder = await temporaryFolder();
  const { paths, isOffline, ...rest } = await readSettings(folder.path, false);
  const { paths: _paths, ...defaults } = settingsSchema.parse({});
  assert.deepEqual(rest, defaults);
  assert.equal(isOffline, false);
  assert.equal(paths.metadata, join(folder.path, 'metadata'));
  assert.deepEqual(paths.images, [{ name: 'images', path: join(folder.path, 'images') }]);
  assert.equal((await settingsOf('# nothing\n')).site.pageSize, 60);
});

test('every key that the design lists is known, with the same default', {
  skip: skipWithout('DESIGN.md'),
}, () => {
  const [, yaml = ''] =
    /```yaml\n([\s\S]*?)```/.exec(readFileSync(sharedPath('DESIGN.md'), 'utf8')) ?? [];
  const listed = parse(yaml);
  assert.ok(Object.keys(listed).length > 10);
  const read = settingsSchema.parse(listed);
  const defaults = settingsSchema.parse({});
  assert.deepEqual(read, defaults);
  assertHolds(defaults, listed, '');
});

/** Every key of `part` is in `whole`, with the same value. */
function assertHolds(whole: unknown, part: unknown, place: string): void {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) {
    assert.deepEqual(whole, part, place);
    return;
  }
  for (const [key, value] of Object.entries(part)) {
    assertHolds((whole as Record<string, unknown>)[key], value, `${place}.${key}`);
  }
}

const refused: readonly (readonly [yaml: string, message: RegExp])[] = [
  ['sites: {}', /homebooru\.yaml:1: sites is no setting; did you mean site\?/],
  ['\n\nsite:\n  titel: x\n', /:4: site\.titel is no setting; did you mean title\?/],
  ['thumbnails:\n  grid: big\n', /:2: thumbnails\.grid: .*number.*\(got "big"\)/],
  ['thumbnails:\n  grid: -5\n', /:2: thumbnails\.grid: .*>0.*\(got -5\)/],
  ['thumbnails: { quality: 101 }', /:1: thumbnails\.quality: .*100.*\(got 101\)/],
  ['site: []', /:1: site: .*object.*\(got \[\]\)/],
  ['- a\n- b\n', /:1: the file: .*object/],
  ['redeleted: maybe', /:1: redeleted: .*skip.*restore.*\(got "maybe"\)/],
  ['originals: ftp://x', /:1: originals: .*http.*\(got "ftp:\/\/x"\)/],
  ['site: { pages: some }', /:1: site\.pages: wants all, shell or recent:NUMBER \(got "some"\)/],
  ['absent: [3 days]', /:1: absent\.0: wants an age such as 3d/],
  [
    'sources:\n  danbooru:\n    enabeld: true\n',
    /:3: sources\.danbooru\.enabeld is no setting; did you mean enabled\?/,
  ],
  ['sources:\n  mine: { url: "https://x" }\n', /:2: sources\.mine\.kind: /],
  ...['filename', 'tagfile', 'edits', 'camie_tagger', 'none'].map(
    (name) =>
      [
        `sources:\n  ${name}: { kind: danbooru, url: "https://x" }\n`,
        new RegExp(`:2: sources\\.${name}: is a name that records mean something else by`),
      ] as const,
  ),
  ...['My Booru', '__proto__x', '../x'].map(
    (name) =>
      [
        `sources:\n  "${name}": { kind: danbooru, url: "https://x" }\n`,
        /:2: sources\..*: wants a name of small letters/,
      ] as const,
  ),
  [
    'sources:\n  tagger: { model: danbooru }\n',
    /:2: sources\.tagger\.model: there is a source danbooru: .*\(got "danbooru"\)/,
  ],
  [
    'sources:\n  mine: { kind: e621, url: "https://x" }\n  tagger: { model: [toy, mine] }\n',
    /:3: sources\.tagger\.model: there is a source mine/,
  ],
  ['sources: { tagger: { model: tagfile } }', /sources\.tagger\.model: is a name that records/],
  [
    'sources: { tagger: { model: [camie-tagger, camie-tagger-v2] } }',
    /camie-tagger and camie-tagger-v2 would both write as camie_tagger/,
  ],
  ['site: { title: a', /:1: /],
  ['site: {}\nsite: {}', /:2: .*unique/],
  ['site: { title: *cat }', /homebooru\.yaml:1: .*cat/],
];
for (const [yaml, message] of refused) {
  test(`${JSON.stringify(yaml)} is refused by line, key and value`, async () => {
    await assert.rejects(settingsOf(yaml), (error) => {
      assert.ok(error instanceof SettingsError, String(error));
      assert.match(error.message, message);
      return true;
    });
  });
}

test('every mistake is named, not only the first', async () => {
  await assert.rejects(settingsOf('a: 1\nb: 2\nsite: { pageSize: x }\n'), (error: Error) => {
    assert.equal(error.message.split('\n').length, 3);
    return true;
  });
});

test('the order of the sources is their precedence, then come the others', async () => {
  const { sources, ...rest } = await settingsOf(
    'sources:\n  mine: { kind: danbooru, url: "http://localhost:1" }\n  e621: {}\n',
  );
  const [first, second, ...others] = precedenceOf({ sources, ...rest });
  assert.deepEqual([first, second], ['mine', 'e621']);
  assert.deepEqual(others.slice(0, 3), ['danbooru', 'gelbooru', 'yandere']);
  assert.equal(precedenceOf(await settingsOf(''))[0], 'danbooru');
});

test('paths are below the collection, or where an absolute one says', async () => {
  await using folder = await temporaryFolder();
  await folder.write('homebooru.yaml', 'paths: { images: [pics, /mnt/more], state: /var/state }');
  const { paths } = await readSettings(folder.path, true);
  assert.deepEqual(paths.images, [
    { name: 'pics', path: join(folder.path, 'pics') },
    { name: '/mnt/more', path: '/mnt/more' },
  ]);
  assert.equal(paths.state, '/var/state');
});

async function rulesOf(yaml: string) {
  await using folder = await temporaryFolder();
  return await readTagRules(await folder.write('tags.yaml', yaml));
}

test('tags.yaml is normalised, chains and all', async () => {
  const rules = await rulesOf(`
aliases: { "Old Name": new_name, 2000s: Decade }
implications: { new_name: [a, B c], single: one }
categories: { new_name: character }
hidden: [Ugly Tag, 1984]
`);
  assert.deepEqual(
    [...rules.aliases],
    [
      ['old_name', 'new_name'],
      ['2000s', 'decade'],
    ],
  );
  assert.deepEqual(rules.implications.get('new_name'), ['b_c', 'a'].toSorted());
  assert.deepEqual(rules.implications.get('single'), ['one']);
  assert.equal(rules.categories.get('new_name'), 'character');
  assert.deepEqual([...rules.hidden], ['ugly_tag', '1984']);
});

test('names of an object prototype are tags in tags.yaml too', async () => {
  const rules = await rulesOf(`
aliases: { __proto__: x, constructor: y }
implications: { __PROTO__: [z] }
categories: { constructor: artist, "__proto__ ": lore }
hidden: [__proto__]
`);
  assert.equal(rules.aliases.get('__proto__'), 'x');
  assert.equal(rules.aliases.get('constructor'), 'y');
  assert.deepEqual(rules.implications.get('x'), ['z']);
  assert.equal(rules.categories.get('y'), 'artist');
  assert.equal(rules.categories.get('x'), 'lore');
  assert.deepEqual([...rules.hidden], ['x']);
});

test('a missing tags.yaml says nothing', async () => {
  assert.equal((await readTagRules('/nowhere/tags.yaml')).aliases.size, 0);
});

const badRules: readonly (readonly [yaml: string, message: RegExp])[] = [
  ['aliases: { a: b, b: a }', /tags\.yaml: aliases run in a circle: a → b → a/],
  ['alias: {}', /tags\.yaml:1: alias is no setting; did you mean aliases\?/],
  ['categories: { a: persona }', /tags\.yaml:1: categories\.a: .*\(got "persona"\)/],
  ['hidden: cat', /tags\.yaml:1: hidden: .*array/],
  ['hidden: [""]', /tags\.yaml:1: hidden\.0: wants a tag/],
  ['hidden: [*cat*]', /tags\.yaml:1: /],
];
for (const [yaml, message] of badRules) {
  test(`tags.yaml with ${yaml} is refused`, async () => {
    await assert.rejects(rulesOf(yaml), (error) => {
      assert.ok(error instanceof SettingsError, String(error));
      assert.match(error.message, message);
      return true;
    });
  });
}
