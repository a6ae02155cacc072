import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Post } from '../../catalog/post.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { parsePost } from '../../pipeline/library/post-text.ts';
import type { FakedCollection } from '../fixtures/collection-with-fakes.ts';
import { fakePost } from '../fixtures/fake-booru/post.ts';
import { rewriteSettings, taggedCollection } from '../fixtures/tagged-collection.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

async function postOf({ collection }: FakedCollection, number: number): Promise<Post> {
  return collection.write(async ({ library }) => {
    const row = library.sql('SELECT view FROM posts WHERE number = ?').get(number);
    return parsePost(row?.['view']);
  });
}

function namesOf({ terms }: Post): readonly string[] {
  return terms.map(({ name }) => name);
}

test('a model tags what every site has called absent, each post once, with confidences in the record', async () => {
  await using faked = await taggedCollection(pool, ['camie-tagger-v2'], {
    knows: (_, at) => at === 1,
  });
  const { sources, problems } = await faked.run();
  assert.deepEqual(sources['camie_tagger'], { requests: 0, found: 2, absent: 0, failed: 0 });
  assert.deepEqual(problems, []);
  const record = await faked.collection.record(faked.md5s[0] ?? '');
  const answer = record.sources.get('camie_tagger') as Record<string, unknown>;
  assert.equal(answer['model'], 'camie-tagger-v2');
  assert.deepEqual(answer['thresholds'], { default: 0.614, character: 0.492, copyright: 0.492 });
  const { general, ...others } = answer['predictions'] as Record<string, Record<string, number>>;
  assert.deepEqual(others, { character: { someone: 0.982 }, rating: { explicit: 0.982 } });
  assert.equal(general?.['always'], 0.982);
  assert.equal(record.lookups.get('camie_tagger')?.state, 'found');
  assert.equal(record.rest.get('camie_tagger_lookup'), true);
  const post = await postOf(faked, 1);
  assert.deepEqual(
    [post.rating, post.isGuessed, post.foundBy],
    ['explicit', true, ['camie_tagger']],
  );
  assert.ok(namesOf(post).includes('someone'));
  const known = await faked.collection.record(faked.md5s[1] ?? '');
  assert.ok(!known.sources.has('camie_tagger'));
  const files = faked.collection.everyFile();
  const again = await faked.run();
  assert.equal(again.sources['camie_tagger'], undefined);
  assert.deepEqual(faked.collection.everyFile(), files);
});

test('R61: while a site fails no model runs, but where the settings say so', async () => {
  for (const [whenFailed, found] of [
    [false, undefined],
    [true, 3],
  ] as const) {
    await using faked = await taggedCollection(pool, ['toy'], {
      tagger: `{ model: toy, whenFailed: ${whenFailed} }`,
    });
    faked.sites.e621.fault = () => '500';
    const { sources } = await faked.run();
    assert.equal(sources['toy']?.found, found);
  }
});

test('R61: while a host rests, a model tags what nobody is asked about, too, where the settings say so', async () => {
  for (const [whenFailed, found] of [
    [false, undefined],
    [true, 12],
  ] as const) {
    await using faked = await taggedCollection(pool, ['toy'], {
      tagger: `{ model: toy, whenFailed: ${whenFailed} }`,
      pictures: 12,
    });
    // Alone: while any other works, its rest would be waited out.
    await rewriteSettings(faked, (yaml) =>
      yaml
        .replaceAll(/(danbooru|yandere|gelbooru): \{/g, '$1: { enabled: false,')
        .replaceAll('batch: 100', 'batch: 2'),
    );
    faked.sites.e621.fault = () => '403';
    const { sources } = await faked.run();
    assert.equal(sources['toy']?.found, found);
    const record = await faked.collection.record(faked.md5s[11] ?? '');
    assert.equal(record.lookups.has('e621'), false, 'it was not asked');
  }
});

test('offline, a model tags what the sites have called absent before, and nothing else', async () => {
  await using faked = await taggedCollection(pool, ['toy'], {
    tagger: '{ model: toy, enabled: false }',
  });
  assert.equal((await faked.collection.process()).sources['toy'], undefined);
  await faked.run();
  await rewriteSettings(faked, (yaml) => yaml.replace('enabled: false', 'enabled: auto'));
  await faked.collection.picture('later.png', 99, 99);
  assert.equal((await faked.collection.process()).sources['toy']?.found, 3);
});

test('guesses step back when a site knows the post later, and stay in the record', async () => {
  await using faked = await taggedCollection(pool, ['toy'], {
    tagger: '{ model: toy }',
    pictures: 1,
  });
  await faked.run();
  assert.equal((await postOf(faked, 1)).isGuessed, true);
  const [md5 = ''] = faked.md5s;
  faked.sites.danbooru.posts.set(md5, fakePost(md5, 7));
  await faked.run({ now: '2026-06-30T00:00:00.000Z' });
  const post = await postOf(faked, 1);
  assert.equal(post.isGuessed, false);
  assert.ok(!namesOf(post).includes('someone'));
  assert.deepEqual(
    post.guesses?.find(([name]) => name === 'someone'),
    ['someone', 'character', 98],
  );
  assert.ok((await faked.collection.record(md5)).sources.has('toy'));
});

test('with "when: always" a model sees every post, and its tags count beside no site’s', async () => {
  await using faked = await taggedCollection(pool, ['toy'], {
    tagger: '{ model: toy, when: always }',
    knows: (name) => name === 'danbooru',
  });
  const { sources } = await faked.run();
  assert.equal(sources['toy']?.found, 3);
  const post = await postOf(faked, 1);
  assert.deepEqual([post.foundBy, post.isGuessed], [['danbooru', 'toy'], false]);
  assert.ok(!namesOf(post).includes('someone'));
});

test('other thresholds act without another run of the model', async () => {
  await using faked = await taggedCollection(pool, ['toy'], {
    tagger: '{ model: toy }',
    pictures: 1,
  });
  await faked.run();
  await rewriteSettings(faked, (yaml) =>
    yaml.replace('{ model: toy }', '{ model: toy, thresholds: { character: 0.99 } }'),
  );
  const { sources } = await faked.run();
  assert.equal(sources['toy'], undefined);
  const names = namesOf(await postOf(faked, 1));
  assert.ok(names.includes('always') && !names.includes('someone'), names.join());
});

test('a post that is known by its file’s name or by its looks is not guessed at', async () => {
  await using faked = await taggedCollection(pool, ['toy'], {
    tagger: '{ model: toy, enabled: false }',
  });
  await faked.run();
  await faked.collection.write(async ({ records, now }) => {
    for (const [at, source] of ['filename', 'saucenao'].entries()) {
      await records.update(
        faked.md5s[at] ?? '',
        (record) =>
          record && {
            ...record,
            lookups: new Map(record.lookups).set(source, { state: 'found', at: now }),
          },
      );
    }
  });
  await rewriteSettings(faked, (yaml) => yaml.replace('enabled: false', 'enabled: true'));
  assert.equal((await faked.run()).sources['toy']?.found, 1);
});

test('two models tag each for itself, and their guesses are united', async () => {
  await using faked = await taggedCollection(pool, ['one', 'two'], {
    tagger: '{ model: [two, one] }',
    pictures: 1,
  });
  const { sources } = await faked.run();
  assert.deepEqual([sources['one']?.found, sources['two']?.found], [1, 1]);
  assert.deepEqual((await postOf(faked, 1)).foundBy, ['two', 'one']);
});

test('stopped in the middle, a run keeps what was tagged, and the next tags the rest alone', async () => {
  await using faked = await taggedCollection(pool, ['toy'], {
    tagger: '{ model: toy, enabled: false }',
    pictures: 12,
  });
  await faked.run();
  await rewriteSettings(faked, (yaml) => yaml.replace('enabled: false', 'enabled: true'));
  const stop = new AbortController();
  const onProgress = (stage: string, done: number): void => {
    if (stage.startsWith('tagging') && done === 5) stop.abort();
  };
  await assert.rejects(faked.run({ signal: stop.signal, progress: onProgress }), {
    name: 'InterruptedError',
  });
  const records = await Promise.all(faked.md5s.map(faked.collection.record));
  assert.equal(records.filter(({ sources }) => sources.has('toy')).length, 5);
  const { sources } = await faked.run();
  assert.equal(sources['toy']?.found, 7);
});

test('only the tagger, only some posts, and again where the user says so', async () => {
  await using faked = await taggedCollection(pool, ['toy'], {
    tagger: '{ model: toy }',
    pictures: 4,
  });
  await faked.run({ lookUp: { only: ['danbooru', 'e621', 'yandere', 'gelbooru'] } });
  const wish = { only: ['tagger'], select: async () => [2, 3] };
  assert.equal((await faked.run({ lookUp: wish })).sources['toy']?.found, 2);
  const again = { ...wish, refresh: '0d' };
  assert.equal((await faked.run({ lookUp: again })).sources['toy']?.found, 2);
  assert.equal((await faked.run({ lookUp: { refresh: '0d' } })).sources['toy']?.found, 2);
});
