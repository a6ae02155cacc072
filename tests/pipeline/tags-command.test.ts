import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { normaliseTag } from '../../catalog/tag.ts';
import { registerTags } from '../../pipeline/commands/tags.ts';
import { addTagRules } from '../../pipeline/settings/add-tag-rules.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { parseTagList } from '../../pipeline/settings/tag-list-file.ts';
import { readPlainRules, readTagRules } from '../../pipeline/settings/tag-rules-file.ts';
import { hostileTexts } from '../fixtures/hostile.ts';
import { runCommand } from '../fixtures/run-command.ts';
import { sharedPath, skipWithout } from '../fixtures/shared.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

const list = 'cat,0,100,"cats,kitty"\nbob,1,50,\nsaber,4,40,"altria,arturia"\nhighres,5,9,hi_res\n';

async function run(folder: TemporaryFolder, ...words: readonly string[]) {
  const outcome = await runCommand(
    registerTags,
    'tags',
    'import',
    ...words,
    '--collection',
    folder.path,
    '--json',
  );
  return { ...outcome, report: outcome.out === '' ? undefined : JSON.parse(outcome.out) };
}

test('a list goes into tags.yaml, beside what is there, with its comments', async () => {
  await using folder = await temporaryFolder();
  await folder.write('images/readme', '');
  await folder.write(
    'tags.yaml',
    '# mine\naliases: { kitty: kitten } # small\nhidden: [tagme]\ncategories:\n  # a friend\n  zoe: artist\n',
  );
  const csv = await folder.write('tags.csv', list);
  const { report, code } = await run(folder, csv);
  assert.equal(code, 0);
  assert.deepEqual(report, {
    tags: 4,
    numbering: 'danbooru',
    unread: 0,
    aliases: { added: 4, known: 0 },
    categories: { added: 3, known: 0 },
    conflicts: [{ kind: 'own-alias', name: 'kitty', kept: 'kitten', offered: 'cat' }],
  });
  assert.equal(
    await readFile(join(folder.path, 'tags.yaml'), 'utf8'),
    [
      '# mine',
      'aliases:',
      '  # small',
      '  kitty: kitten',
      '  # from tags.csv',
      '  cats: cat',
      '  altria: saber',
      '  arturia: saber',
      '  hi_res: highres',
      'hidden: [ tagme ]',
      'categories:',
      '  # a friend',
      '  zoe: artist',
      '  # from tags.csv',
      '  bob: artist',
      '  saber: character',
      '  highres: meta',
      '',
    ].join('\n'),
  );
  const again = await run(folder, csv);
  assert.deepEqual(again.report.aliases, { added: 0, known: 4 });
  assert.deepEqual(again.report.categories, { added: 0, known: 3 });
});

test('a dry run writes nothing', async () => {
  await using folder = await temporaryFolder();
  await folder.write('images/readme', '');
  const { report } = await run(folder, await folder.write('tags.csv', list), '--dry-run');
  assert.equal(report.aliases.added, 5);
  await assert.rejects(readFile(join(folder.path, 'tags.yaml')), { code: 'ENOENT' });
});

test('a file that is no list of tags is refused by name', async () => {
  await using folder = await temporaryFolder();
  await folder.write('images/readme', '');
  for (const text of ['', 'just some text\nof a readme\n', '{"a": 1}']) {
    const { error } = await run(folder, await folder.write('x.csv', text));
    assert.ok(error instanceof SettingsError);
    assert.match(error.message, /x\.csv holds no tags/);
  }
  const { error } = await run(folder, join(folder.path, 'none.csv'));
  assert.match(String(error), /none\.csv cannot be read: ENOENT/);
});

test("e621's numbers are told by those that only it has; a header and words are understood", () => {
  const e621 = parseTagList('fox,5,9,\nhi_res,7,8,hires\n');
  assert.equal(e621.numbering, 'e621');
  assert.deepEqual(e621.tags, [
    { name: 'fox', category: 'species', aliases: [] },
    { name: 'hi_res', category: 'meta', aliases: ['hires'] },
  ]);
  assert.deepEqual(
    parseTagList('name,category,post_count,aliases\ncat,general,1,\nbob,artist\nx,99,1,\n'),
    {
      tags: [
        { name: 'cat', aliases: [] },
        { name: 'bob', category: 'artist', aliases: [] },
      ],
      numbering: 'danbooru',
      unread: 1,
    },
  );
});

test("e621's list is taken over with its species and lore, and no alias leads to another", {
  skip: skipWithout('fixtures/tags/e621_sfw.csv'),
}, async () => {
  await using folder = await temporaryFolder();
  await folder.write('images/readme', '');
  const { report, code } = await run(folder, sharedPath('fixtures/tags/e621_sfw.csv'));
  assert.equal(code, 0);
  assert.deepEqual([report.tags, report.numbering, report.unread], [22_419, 'e621', 0]);
  const rules = await readPlainRules(join(folder.path, 'tags.yaml'));
  const categories = new Map(rules.categories);
  assert.deepEqual(
    ['mammal', 'hi_res', 'anthro', 'trans_(lore)'].map((name) => categories.get(name)),
    ['species', 'meta', undefined, 'lore'],
  );
  const aliases = new Map(rules.aliases);
  assert.deepEqual(
    ['panda_panda', 'hires', 'mammal'].map((name) => aliases.get(name)),
    ['mammal', 'hi_res', undefined],
  );
  for (const [alias, name] of aliases) assert.ok(!aliases.has(name), `${alias} → ${name} → …`);
});

test('any name comes back from tags.yaml as it went in', async () => {
  await using folder = await temporaryFolder();
  const odd = [
    'null',
    'true',
    'no',
    '~',
    '1e3',
    '0x1f',
    '2000',
    '- a',
    '? b',
    'c: d',
    '#e',
    '*f',
    '&g',
    '!h',
    '%i',
    '@j',
    '`k',
  ];
  const names = [...new Set([...hostileTexts, ...odd].map(normaliseTag))].filter(
    (name) => name !== '',
  );
  const aliases = new Map(names.map((name, at) => [name, `t${at}`]));
  const back = new Map(names.map((name, at) => [`u${at}`, name]));
  const path = await folder.write(
    'tags.yaml',
    addTagRules('', new Map([...aliases, ...back]), new Map(), 'x'),
  );
  const rules = await readPlainRules(path);
  assert.deepEqual(new Map(rules.aliases), new Map([...aliases, ...back]));
});

test('a key that is there twice is refused with its line', async () => {
  await using folder = await temporaryFolder();
  const path = await folder.write('tags.yaml', 'aliases:\n  a: b\n  c: d\n  a: e\n');
  await assert.rejects(readTagRules(path), /tags\.yaml:4: Map keys must be unique/);
});

test('a published list of 47,000 tags is taken over, and read from the cache as from the file', {
  skip: skipWithout('bench/vocabulary.csv'),
}, async () => {
  await using folder = await temporaryFolder();
  await folder.write('images/readme', '');
  await folder.write('.homebooru/cache/x', '');
  const { report } = await run(folder, sharedPath('bench/vocabulary.csv'));
  assert.equal(report.tags, 47_048);
  assert.ok(report.aliases.added > 10_000);
  const path = join(folder.path, 'tags.yaml');
  const cache = join(folder.path, '.homebooru/cache');
  const plain = await readPlainRules(path);
  assert.deepEqual(await readPlainRules(path, cache), plain);
  const kept = await readFile(join(cache, 'tag-rules.json'), 'utf8');
  assert.deepEqual(await readPlainRules(path, cache), plain);
  await folder.write('.homebooru/cache/tag-rules.json', kept.slice(0, 5000));
  assert.deepEqual(await readPlainRules(path, cache), plain);
  await folder.write('tags.yaml', `${await readFile(path, 'utf8')}hidden: [tagme]\n`);
  assert.deepEqual([...(await readPlainRules(path, cache)).hidden], ['tagme']);
});
