import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { parsePost } from '../../../pipeline/library/post-text.ts';
import type { LookUpWishes } from '../../../pipeline/stages/look-up.ts';
import { type FakedCollection, fakedCollection } from '../../fixtures/collection-with-fakes.ts';
import { fakePost, formatPost } from '../../fixtures/fake-booru/post.ts';
import { fakeSearch, sauceHit, sendHits } from '../../fixtures/fake-search.ts';
import { sendJson } from '../../fixtures/http-server.ts';
import { png } from '../../fixtures/png.ts';
import { shippedDescriptor } from '../../fixtures/tagger.ts';
import { writeTinyModel } from '../../fixtures/tiny-tagger.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const stranger = 'a'.repeat(32);
const size = { width: 64, height: 64 };
const known = { general: ['its_tag'] };

/** Whoever tells tags, as this contract sees him: one picture, about which he alone knows something. */
interface Teller {
  readonly faked: FakedCollection;
  readonly md5: string;
  /** A tag that he tells. */
  readonly tag: string;
  /** His name in the record. */
  readonly name: string;
  /** Makes him fail, and ends that. */
  readonly fail: (isFailing: boolean) => Promise<void>;
  /** How to have him asked again about what he has told. */
  readonly again: LookUpWishes;
}

type Scene = { -readonly [K in keyof Teller]: Teller[K] };

/** Calls `work` with a teller whose picture has a file of that name. */
async function scene(
  file: string,
  work: (scene: Scene) => Promise<void>,
  options: { readonly more?: string; readonly tagger?: string } = {},
): Promise<void> {
  await using faked = await fakedCollection(pool, 0, () => false, options);
  const md5 = await faked.collection.put(`images/${file}`, png(0xff0000, size), 1);
  const again = { refresh: '0d' };
  await work({ faked, md5, tag: 'its_tag', name: '', again, fail: async () => undefined });
}

/** Every teller of tags, by what it is. */
const tellers: Readonly<
  Record<string, (check: (teller: Teller) => Promise<void>) => Promise<void>>
> = {
  'a booru that is asked by MD5': (check) =>
    scene('x.png', async (made) => {
      const { danbooru } = made.faked.sites;
      danbooru.posts.set(made.md5, fakePost(made.md5, 7, { tags: known }));
      const fail = async (is: boolean) => {
        danbooru.fault = () => (is ? '500' : undefined);
      };
      await check({ ...made, name: 'danbooru', fail });
    }),
  'a booru that is asked about the rest': (check) =>
    scene('x.png', async (made) => {
      const { gelbooru } = made.faked.sites;
      gelbooru.posts.set(made.md5, fakePost(made.md5, 7, { tags: known }));
      const fail = async (is: boolean) => {
        gelbooru.fault = () => (is ? '500' : undefined);
      };
      await check({ ...made, name: 'gelbooru', fail });
    }),
  'the name of a file': (check) =>
    scene(`sample-${stranger}.png`, async (made) => {
      const { danbooru } = made.faked.sites;
      danbooru.posts.set(stranger, fakePost(stranger, 7, { tags: known }));
      let isFailing = false;
      danbooru.onRequest = ({ url }) => {
        const isHint = url.searchParams.get('tags')?.includes(stranger);
        danbooru.fault = () => (isFailing && isHint ? '500' : undefined);
      };
      const fail = async (is: boolean) => {
        isFailing = is;
      };
      await check({ ...made, name: 'filename', fail });
    }),
  "Danbooru's search by looks": async (check) => {
    let isFailing = false;
    const hit = { score: 90, post: formatPost('danbooru', fakePost(stranger, 7, { tags: known })) };
    await using search = await fakeSearch((response) =>
      isFailing ? response.writeHead(500).end() : sendJson(response, [hit]),
    );
    const more = `  iqdb: { enabled: true, url: "${search.url}", requestsPerSecond: 10 }\n`;
    await scene(
      'x.png',
      async (made) => {
        const fail = async (is: boolean) => {
          isFailing = is;
        };
        await check({ ...made, name: 'iqdb', fail, again: { refresh: '0d', only: ['iqdb'] } });
      },
      { more },
    );
  },
  SauceNAO: async (check) => {
    let isFailing = false;
    await using search = await fakeSearch((response) => {
      if (isFailing) response.writeHead(500).end();
      else sendHits(response, [sauceHit('90', { danbooru_id: 7 })]);
    });
    process.env['SAUCENAO_API_KEY'] = 'SECRET-SAUCE';
    try {
      await scene(
        'x.png',
        async (made) => {
          made.faked.sites.danbooru.posts.set(stranger, fakePost(stranger, 7, { tags: known }));
          const fail = async (is: boolean) => {
            isFailing = is;
          };
          const again = { refresh: '0d', only: ['saucenao'] };
          await check({ ...made, name: 'saucenao', fail, again });
        },
        { more: `  saucenao: { enabled: true, url: "${search.url}" }\n` },
      );
    } finally {
      delete process.env['SAUCENAO_API_KEY'];
    }
  },
  'a tag file': (check) =>
    scene('x.png', async (made) => {
      let age = 1;
      const fail = async (is: boolean) => {
        age += 1;
        const text = is ? '{"tags": ["its_' : '{"tags": ["its_tag"]}';
        await made.faked.collection.put('images/x.png.json', text, age);
      };
      await fail(false);
      await check({ ...made, name: 'tagfile', fail, again: {} });
    }),
  'a model': (check) =>
    scene(
      'x.png',
      async (made) => {
        const folder = join(made.faked.collection.path, 'models/toy');
        const descriptor = { ...(await shippedDescriptor('camie-tagger-v2')), id: 'toy' };
        const fail = async (is: boolean) => {
          await writeTinyModel(folder, descriptor);
          if (is) await writeFile(join(folder, 'camie-tagger-v2.onnx'), 'broken');
        };
        await fail(false);
        const again = { refresh: '0d', only: ['tagger'] };
        await check({ ...made, name: 'toy', tag: 'whole_red', fail, again });
      },
      { tagger: '{ model: toy }' },
    ),
};

async function shownTags({ faked, md5 }: Teller): Promise<readonly string[]> {
  return faked.collection.write(async ({ library }) => {
    const row = library.sql('SELECT view FROM posts WHERE md5 = ?').get(md5);
    const { terms } = parsePost(row?.['view']);
    return terms.map(({ name }) => name);
  });
}

/** What the record holds of him, and what he said last. */
async function told({ faked, md5, name }: Teller) {
  const { sources, matches, lookups } = await faked.collection.record(md5);
  const answer = sources.get(name) ?? matches.get(name);
  return { answer: JSON.stringify(answer), state: lookups.get(name)?.state };
}

for (const [what, using] of Object.entries(tellers)) {
  test(`${what}: an outage is no answer, an answer is never lost, asking again changes nothing, an edit is above it`, async () => {
    await using(async (teller) => {
      const { faked, tag, fail, again, md5 } = teller;
      await fail(true);
      await faked.run();
      assert.notEqual((await told(teller)).state, 'absent');
      assert.deepEqual(await shownTags(teller), []);

      await fail(false);
      await faked.run({ lookUp: { retry: 'failed' } });
      const first = await told(teller);
      assert.equal(first.state, 'found');
      assert.ok((await shownTags(teller)).includes(tag));

      const files = faked.collection.everyFile();
      await faked.run();
      assert.deepEqual(faked.collection.everyFile(), files);

      await fail(true);
      await faked.run({ lookUp: again });
      assert.deepEqual(await told(teller), first);
      assert.ok((await shownTags(teller)).includes(tag));

      await fail(false);
      await faked.collection.edit(md5, { remove: [tag] });
      await faked.run({ lookUp: { ...again, retry: 'failed' } });
      assert.deepEqual(await told(teller), first);
      assert.ok(!(await shownTags(teller)).includes(tag));
    });
  });
}
