import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newRecord } from '../../../catalog/record.ts';
import { Client, userAgentOf } from '../../../pipeline/network/client.ts';
import { Booru } from '../../../pipeline/sources/booru.ts';
import { danbooruKind } from '../../../pipeline/sources/kinds/danbooru.ts';
import { moebooruKind } from '../../../pipeline/sources/kinds/moebooru.ts';
import { NameHintSource } from '../../../pipeline/sources/name-hints/name-hints.ts';
import { faults } from '../../fixtures/fake-booru/faults.ts';
import { fakePost } from '../../fixtures/fake-booru/post.ts';
import { type FakeSite, fakeSite } from '../../fixtures/fake-booru/site.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const never = new AbortController().signal;
const known = 'a'.repeat(32);
const strange = 'b'.repeat(32);

interface Setting {
  /** File names of one picture each → what is found of it, in one line. */
  readonly ask: (...names: readonly string[]) => Promise<readonly string[]>;
  readonly danbooru: FakeSite;
  readonly yandere: FakeSite;
}

async function withHints(work: (setting: Setting) => Promise<void>): Promise<void> {
  await using danbooru = await fakeSite({ kind: 'danbooru', posts: [fakePost(known, 71)] });
  await using yandere = await fakeSite({
    kind: 'moebooru',
    posts: [fakePost(known, 81), fakePost(strange, 82)],
  });
  using client = new Client({
    userAgent: userAgentOf('1.0.0', 'me'),
    clock: virtualClock(),
  });
  const siteOf = (url: string) => client.site({ url, requestsPerSecond: 10 });
  const source = new NameHintSource([
    new Booru({ name: 'danbooru', kind: danbooruKind(100), site: siteOf(danbooru.url) }),
    new Booru({ name: 'yandere', kind: moebooruKind(100), site: siteOf(yandere.url) }),
  ]);
  const ask: Setting['ask'] = async (...names) => {
    const subjects = names.map((name, at) => {
      const md5 = at.toString(16).padStart(32, 'd');
      return { md5, record: newRecord(md5), paths: [`/pictures/${name}`] };
    });
    const findings = await source.lookUp(subjects, never);
    return subjects.map(({ md5 }) => {
      const finding = findings.get(md5);
      if (finding?.state !== 'matched') return finding?.state ?? 'not asked';
      const matches = finding.matches
        .map(({ source: site, how, answer }) => `${site} ${how} ${answer['id']}`)
        .join(', ');
      return finding.reason === undefined ? matches : `${matches} so far`;
    });
  };
  await work({ ask, danbooru, yandere });
}

test('MD5s and ids in names are looked up, many MD5s in one request', async () => {
  await withHints(async ({ ask, danbooru, yandere }) => {
    const found = await ask(
      `sample-${known}.jpg`,
      `__x_drawn_by_y__${strange}.jpg`,
      `${'c'.repeat(32)}.jpg`,
      'holiday.jpg',
      '12345678_p0.jpg',
    );
    assert.deepEqual(found, [
      'danbooru name 71, yandere name 81',
      'yandere name 82',
      'absent',
      'absent',
      'absent',
    ]);
    assert.deepEqual([danbooru.requests.length, yandere.requests.length], [1, 1]);
  });
});

test('an id is asked of its own site alone', async () => {
  await withHints(async ({ ask, danbooru, yandere }) => {
    const found = await ask(
      'yande.re 82 saber.jpg',
      'danbooru_71.jpg',
      'danbooru_999.jpg',
      'e621_5.png',
    );
    assert.deepEqual(found, ['yandere name 82', 'danbooru name 71', 'absent', 'absent']);
    assert.deepEqual([danbooru.requests.length, yandere.requests.length], [2, 1]);
  });
});

test("a name with the picture's own MD5 tells nothing new, and names without hints ask nobody", async () => {
  await withHints(async ({ ask, danbooru }) => {
    assert.deepEqual(await ask(`${'0'.padStart(32, 'd')}.jpg`, 'x.png'), ['absent', 'absent']);
    assert.equal(danbooru.requests.length, 0);
  });
});

test('what one site does not say is no absence, and leaves what another says open', async () => {
  for (const fault of faults.keys()) {
    await withHints(async ({ ask, danbooru }) => {
      danbooru.fault = () => fault;
      const found = await ask(`${'c'.repeat(32)}.jpg`, `${known}.jpg`);
      assert.deepEqual(found, ['failed', 'yandere name 81 so far'], fault);
    });
  }
});

test('once a site is back, it alone is asked about what another told, and the matches are as if it had been there', async () => {
  await withHints(async ({ ask, danbooru, yandere }) => {
    danbooru.fault = (count) => (count === 1 ? '500' : undefined);
    assert.deepEqual(await ask(`${known}.jpg`), ['yandere name 81 so far']);
    assert.deepEqual(await ask(`${known}.jpg`), ['danbooru name 71, yandere name 81']);
    assert.deepEqual([danbooru.requests.length, yandere.requests.length], [2, 1]);
  });
});

test('a site that does not know what another fails about is not asked again either', async () => {
  const nobodys = 'c'.repeat(32);
  await withHints(async ({ ask, danbooru, yandere }) => {
    danbooru.fault = (count) => (count === 1 ? '500' : undefined);
    assert.deepEqual(await ask(`${nobodys}.jpg`), ['failed']);
    assert.deepEqual(await ask(`${nobodys}.jpg`), ['absent']);
    assert.deepEqual([danbooru.requests.length, yandere.requests.length], [2, 1]);
  });
});

test('while a site rests, nobody is asked about a picture that it may know', async () => {
  await withHints(async ({ ask, danbooru, yandere }) => {
    danbooru.fault = () => '429 JSON';
    assert.deepEqual(await ask(`${strange}.jpg`), ['yandere name 82 so far']);
    const before = [danbooru.requests.length, yandere.requests.length];
    const later = await ask(`${'c'.repeat(32)}.jpg`, 'danbooru_71.jpg', 'yande.re 82.jpg');
    assert.deepEqual(later, ['not asked', 'not asked', 'yandere name 82']);
    assert.deepEqual(
      [danbooru.requests.length, yandere.requests.length],
      [before[0], (before[1] ?? 0) + 1],
    );
  });
});
