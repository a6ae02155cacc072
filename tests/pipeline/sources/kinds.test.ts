import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer } from '../../../catalog/answer.ts';
import type { Measures } from '../../../catalog/measures.ts';
import { Client, userAgentOf } from '../../../pipeline/network/client.ts';
import { Booru } from '../../../pipeline/sources/booru.ts';
import type { BooruKind } from '../../../pipeline/sources/booru-kind.ts';
import { gelbooruTags } from '../../../pipeline/sources/gelbooru-tags.ts';
import { danbooruKind } from '../../../pipeline/sources/kinds/danbooru.ts';
import { e621Kind } from '../../../pipeline/sources/kinds/e621.ts';
import { gelbooruKind } from '../../../pipeline/sources/kinds/gelbooru.ts';
import { moebooruKind } from '../../../pipeline/sources/kinds/moebooru.ts';
import { LearnedTags } from '../../../pipeline/sources/learned-tags.ts';
import { type FakeKind, type FakePost, fakePost } from '../../fixtures/fake-booru/post.ts';
import { type FakeSite, fakeSite } from '../../fixtures/fake-booru/site.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const never = new AbortController().signal;

function md5Of(number: number): string {
  return number.toString(16).padStart(32, 'b');
}

function wanted(number: number, bytes: number, width = 6, height = 4) {
  const measures: Measures = {
    format: 'png',
    width,
    height,
    frames: 1,
    bytes,
    thumbhash: 'A',
    dhash: '0',
  };
  return { md5: md5Of(number), measures };
}

async function withFake(
  name: FakeKind,
  kind: BooruKind,
  posts: readonly FakePost[],
  work: (booru: Booru, fake: FakeSite) => Promise<void>,
): Promise<void> {
  await using fake = await fakeSite({ kind: name, posts });
  await using folder = await temporaryFolder();
  using client = new Client({ userAgent: userAgentOf('1.0.0', 'me'), clock: virtualClock() });
  const secretQuery = [
    ['api_key', 'k'],
    ['user_id', '1'],
  ] as const;
  const site = client.site({ url: fake.url, requestsPerSecond: 10, secretQuery });
  const learned = await LearnedTags.open(folder.path, name);
  const complete = name === 'gelbooru' ? { complete: gelbooruTags(site, learned) } : {};
  await work(new Booru({ name, kind, site, ...complete }), fake);
  await learned.save();
}

function hidden(number: number, bytes: number, rest: Partial<FakePost> = {}): FakePost {
  return fakePost(md5Of(number), number, { isHidden: true, bytes, ...rest });
}

/** MD5 → id of what a booru finds, or the state. */
async function outcome(booru: Booru, asked: readonly ReturnType<typeof wanted>[]) {
  const findings = await booru.byMd5(asked, never);
  return asked.map(({ md5 }) => {
    const finding = findings.get(md5);
    return finding?.state === 'found' ? readAnswer(finding.answer)?.id : finding?.state;
  });
}

test('a banned post of Danbooru, which hides its MD5, goes to the picture of its size', async () => {
  const posts = [fakePost(md5Of(1), 1), hidden(2, 500), hidden(3, 600)];
  await withFake('danbooru', danbooruKind(100), posts, async (booru, fake) => {
    const asked = [wanted(1, 100), wanted(2, 500), wanted(3, 600), wanted(4, 700)];
    assert.deepEqual(await outcome(booru, asked), [1, 2, 3, 'absent']);
    assert.equal(fake.requests.length, 1);
  });
});

test('where several pictures may be meant, each is asked about alone', async () => {
  const posts = [hidden(2, 500), hidden(4, 800, { sides: [4, 6] })];
  await withFake('danbooru', danbooruKind(100), posts, async (booru, fake) => {
    const asked = [wanted(2, 500), wanted(3, 500), wanted(4, 800)];
    assert.deepEqual(await outcome(booru, asked), [2, 'absent', 4]);
    assert.equal(fake.requests.length, 3);
  });
});

test('a banned post that fits no picture is found by asking about all that are left', async () => {
  await withFake('danbooru', danbooruKind(100), [hidden(2, 1)], async (booru) => {
    assert.deepEqual(await outcome(booru, [wanted(1, 500), wanted(2, 600)]), ['absent', 2]);
  });
});

const flat = (raw: object): object => {
  const { file, tags, score, ...rest } = raw as Record<string, object>;
  const names = Object.values(tags ?? {}).flat();
  return { ...rest, files: { meta: file }, tags: names, stats: { score, fav_count: 2 } };
};
const shapesOfE621: readonly (readonly [string, (posts: readonly object[]) => unknown])[] = [
  ['{posts: []}', (posts) => ({ posts })],
  ['{post: {}}', ([post]) => ({ post })],
  ['[]', (posts) => posts],
  ['the bare post', ([post]) => post],
  ['version 2, basic', (posts) => posts.map(flat)],
  [
    'version 2, extended',
    (posts) => posts.map((post) => ({ ...flat(post), tags: (post as { tags: object }).tags })),
  ],
];
for (const [shape, format] of shapesOfE621) {
  test(`e621's answer as ${shape} is read`, async () => {
    await withFake('e621', e621Kind(100), [fakePost(md5Of(1), 11)], async (booru, fake) => {
      fake.shape = format;
      const finding = (await booru.byMd5([{ md5: md5Of(1) }], never)).get(md5Of(1));
      assert.ok(finding?.state === 'found');
      const answer = readAnswer(finding.answer);
      assert.deepEqual([answer?.id, answer?.score, answer?.favourites], [11, 1, 2]);
      assert.deepEqual([...(answer?.tags.keys() ?? [])].toSorted(), ['artist_4', 'solo', 'tag_11']);
    });
  });
}

test("Moebooru's first version tells no types, and a type that nobody knows is general", async () => {
  await withFake('moebooru', moebooruKind(100), [fakePost(md5Of(1), 1)], async (booru, fake) => {
    const categories = async () => {
      const finding = (await booru.byMd5([{ md5: md5Of(1) }], never)).get(md5Of(1));
      return finding?.state === 'found' ? readAnswer(finding.answer)?.tags : undefined;
    };
    fake.shape = (posts) => posts;
    assert.equal((await categories())?.get('artist_1'), undefined);
    fake.shape = (posts) => ({
      posts,
      tags: { artist_1: 'circle', solo: 'faults', tag_1: 'a new type' },
    });
    assert.deepEqual(
      [...((await categories()) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1)),
      [
        ['artist_1', 'artist'],
        ['solo', 'meta'],
        ['tag_1', 'general'],
      ],
    );
  });
});

test('a single post of Gelbooru may come as an object', async () => {
  await withFake(
    'gelbooru',
    gelbooruKind('gelbooru'),
    [fakePost(md5Of(1), 1)],
    async (booru, fake) => {
      fake.shape = (posts) => ({ '@attributes': { count: 1 }, post: posts[0] });
      assert.deepEqual(await outcome(booru, [wanted(1, 1)]), [1]);
      fake.shape = () => ({ '@attributes': { count: 1 } });
      assert.deepEqual(
        await outcome(booru, [wanted(1, 1)]),
        ['failed'],
        'it counts one, shows none',
      );
    },
  );
});

test("Gelbooru is asked for tags' types a hundred names at a time, and once for each", async () => {
  const general = Array.from({ length: 240 }, (_, at) => `name_${at}'s`);
  const tags = {
    artist: ['artist_x'],
    character: ['character_y'],
    general: [...general, 'unknown_1'],
  };
  const posts = [fakePost(md5Of(1), 1, { tags }), fakePost(md5Of(2), 2, { tags })];
  await withFake('gelbooru', gelbooruKind('gelbooru'), posts, async (booru, fake) => {
    for (const number of [1, 2]) {
      const finding = (await booru.byMd5([{ md5: md5Of(number) }], never)).get(md5Of(number));
      assert.ok(finding?.state === 'found');
      const read = readAnswer(finding.answer)?.tags;
      assert.equal(read?.get('artist_x'), 'artist');
      assert.equal(read?.get('character_y'), 'character');
      assert.equal(read?.get("name_239's"), 'general');
      assert.equal(read?.get('unknown_1'), undefined);
    }
    const calls = fake.requests.filter(({ url }) => url.searchParams.get('s') === 'tag');
    const names = calls.map(({ url }) => (url.searchParams.get('names') ?? '').split(' ').length);
    assert.deepEqual(
      names,
      [100, 100, 43],
      'what it did not tell is asked about again in another run',
    );
  });
});

test("a failure of Gelbooru's tag call is a failure of the look-up", async () => {
  const kind = gelbooruKind('gelbooru');
  await withFake('gelbooru', kind, [fakePost(md5Of(1), 1)], async (booru, fake) => {
    fake.fault = (count) => (count === 2 ? '500' : undefined);
    assert.deepEqual(await outcome(booru, [wanted(1, 1)]), ['failed']);
    assert.deepEqual(await outcome(booru, [wanted(1, 1)]), [1]);
  });
});

test('version 0.2 may tell the types with the post', () => {
  const kind = gelbooruKind('0.2');
  const tag_info = [
    { tag: 'a&#039;b', type: 'character', count: 1 },
    { tag: 'highres', type: 'metadata', count: 1 },
  ];
  const rows = kind.read([{ id: 5, hash: md5Of(1), tags: 'a&#039;b highres &amp;amp;', tag_info }]);
  assert.ok(typeof rows !== 'string');
  assert.deepEqual(
    [...(readAnswer(rows[0]?.answer)?.tags ?? [])],
    [
      ["a'b", 'character'],
      ['highres', 'meta'],
      // Decoded once.
      ['&amp;', undefined],
    ],
  );
});

test('a post of a hundred thousand tags, or with one of two million letters, is not kept', async () => {
  for (const general of [
    Array.from({ length: 100_000 }, (_, at) => `tag_number_${at}`),
    ['x'.repeat(2_000_000)],
  ]) {
    const post = fakePost(md5Of(1), 1, { tags: { general } });
    await withFake('danbooru', danbooruKind(100), [post, fakePost(md5Of(2), 2)], async (booru) => {
      assert.deepEqual(await outcome(booru, [wanted(1, 1), wanted(2, 1)]), ['failed', 2]);
    });
  }
});

test('names of an object prototype in an answer change nothing but their own record', async () => {
  const kind = moebooruKind(100);
  const body: unknown = JSON.parse(
    `{"posts":[{"id":1,"md5":"${md5Of(1)}","tags":"__proto__ constructor","__proto__":{"x":1}}],` +
      '"tags":{"__proto__":"artist","constructor":"character"}}',
  );
  const rows = kind.read(body);
  assert.ok(typeof rows !== 'string');
  assert.deepEqual(
    [...(readAnswer(rows[0]?.answer)?.tags ?? [])],
    [
      ['__proto__', 'artist'],
      ['constructor', 'character'],
    ],
  );
  assert.equal(({} as Record<string, unknown>)['x'], undefined);
});
