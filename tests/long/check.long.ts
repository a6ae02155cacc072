import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { registerCheck } from '../../pipeline/commands/check.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { libraryPath } from '../../pipeline/library/library-files.ts';
import { editPosts } from '../../pipeline/stages/edit-posts.ts';
import { recordPlace, type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { png } from '../fixtures/png.ts';
import { chance } from '../fixtures/random.ts';
import { runCommand } from '../fixtures/run-command.ts';
import { siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const pictures = 1000;
/** How often each kind of damage is done. */
const times = 5;

interface Problem {
  readonly kind: string;
  readonly path: string;
  readonly repairable: boolean;
}

/** The problems that a deep check of collection and site lists, as `kind path`. */
async function check(
  { path }: TestCollection,
  site: string,
  ...words: readonly string[]
): Promise<{ readonly lines: readonly string[]; readonly repairable: readonly string[] }> {
  const place = ['--collection', path, '--out', site, '--deep', '--json'];
  const { out, error } = await runCommand(registerCheck, 'check', ...place, ...words);
  if (error !== undefined) throw error;
  const { problems } = JSON.parse(out) as { problems: readonly Problem[] };
  const lines = (wanted: readonly Problem[]): readonly string[] =>
    wanted.map(({ kind, path: at }) => `${kind} ${at}`).toSorted();
  return { lines: lines(problems), repairable: lines(problems.filter((one) => one.repairable)) };
}

/** Place → MD5 of what the user cannot have back. */
function truth(collection: TestCollection): ReadonlyMap<string, string> {
  const isTruth = ([place]: readonly [string, string]): boolean =>
    /^(images|metadata|trash)\//.test(place) && !place.endsWith('.tmp');
  return new Map([...collection.everyFile()].filter(isTruth));
}

function md5Of(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

test('R17: in a thousand posts every kind of damage is found, nothing else is accused, and a repair touches no truth', async (context) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
  context.diagnostic(`seed ${seed}`);
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  const site = join(folder.path, 'site');
  const posts: { readonly place: string; readonly md5: string; readonly seed: number }[] = [];
  for (let at = 0; at < pictures; at++) {
    const place = `${at % 10}/${at}.png`;
    posts.push({ place, md5: await collection.picture(place, at, at), seed: at });
  }
  assert.deepEqual((await collection.process()).problems, [], 'a machine too busy to decode');
  const numbers = Array.from({ length: 50 }, (_, at) => at + 1);
  await collection.write((context) => editPosts(context, numbers, { parent: 60 }, false));
  await siteOf(collection.path, site);
  assert.deepEqual((await check(collection, site)).lines, [], 'a clean tree');

  // Each post is damaged in one way at most; the first fifty are parents and children, and left alone.
  const { below } = chance(seed);
  const left = posts.slice(50);
  const take = () => left.splice(below(left.length), 1)[0] ?? assert.fail('too few posts');
  const sizes = new Map(
    readdirSync(join(collection.path, '.homebooru/cache')).map((name) => [
      name.split('-')[0] ?? '',
      name,
    ]),
  );
  const small = (kind: 'thumbnails' | 'previews', md5: string): string =>
    `.homebooru/cache/${sizes.get(kind)}/${md5.slice(0, 2)}/${md5}.webp`;
  const draft = (name: string): string =>
    `.${md5Of(name).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}.tmp`;
  const planted: string[] = [];
  const mended: string[] = [];
  /** Removed by a repair, and then missing until the next build. */
  const pages: string[] = [];
  await collection.write(async (context) => {
    const orphans = Array.from({ length: times }, take);
    const theirs = orphans.map(({ seed: at }) => at + 1);
    await editPosts(context, theirs, { parent: 100_000 }, false);
    for (const { md5 } of orphans) {
      const copy = `.homebooru/edits/${md5.slice(0, 2)}/${md5}.json`;
      await collection.put(copy, '');
      mended.push(`bad-copy ${copy}`);
    }
    planted.push(...orphans.map(({ md5 }) => `dangling-parent ${recordPlace(md5)}`));
    planted.push(`stale-site ${site}`);
  });
  for (let at = 0; at < times; at++) {
    const gone = take();
    await collection.remove(`images/${gone.place}`);
    planted.push(`missing-original images/${gone.place}`);
    const bare = take();
    await collection.remove(small(at % 2 ? 'thumbnails' : 'previews', bare.md5));
    mended.push(`missing-thumbnail ${small(at % 2 ? 'thumbnails' : 'previews', bare.md5)}`);
    const stranger = md5Of(`stranger ${at}`);
    await collection.put(recordPlace(stranger), JSON.stringify({ md5: stranger, sources: {} }));
    planted.push(`orphan-record ${recordPlace(stranger)}`);
    const nothing = small(at % 2 ? 'thumbnails' : 'previews', md5Of(`nothing ${at}`));
    await collection.put(nothing, 'a picture');
    mended.push(`orphan-thumbnail ${nothing}`);
    const cut = take();
    // The site has a link to the same bytes, and is not to be damaged by this.
    rmSync(join(collection.path, small('thumbnails', cut.md5)));
    await collection.put(small('thumbnails', cut.md5), 'RIFF and no more');
    mended.push(`bad-thumbnail ${small('thumbnails', cut.md5)}`);
    pages.push(join(site, `post/0/${take().seed + 1}.html`));
    writeFileSync(pages.at(-1) ?? '', Buffer.alloc(3000));
    const entry = `trash/2020-01-01T00-00-0${at}-000Z-${md5Of(`deleted ${at}`)}`;
    await collection.put(`${entry}/0-a.png`, 'a picture without its record');
    planted.push(`bad-trash ${entry}`);
    const rotten = take();
    await collection.put(`images/${rotten.place}`, png(10_000_000 + at), rotten.seed);
    planted.push(`wrong-md5 images/${rotten.place}`);
    const broken = take();
    truncateSync(join(collection.path, recordPlace(broken.md5)), 10 + below(100));
    planted.push(`bad-record ${recordPlace(broken.md5)}`);
    await collection.picture(`twins/${at}.png`, take().seed, at);
    planted.push(`duplicate images/twins/${at}.png`);
    const twice = take();
    await collection.put(`metadata/${twice.md5}.json`, JSON.stringify({ md5: twice.md5 }));
    planted.push(`duplicate metadata/${twice.md5}.json`);
    const halves = [`metadata/ab/${draft(`a ${at}`)}`, `images/3/${draft(`b ${at}`)}`];
    for (const half of halves) {
      await collection.put(half, 'half');
      utimesSync(join(collection.path, half), 0, 0);
      mended.push(`stray-temp ${half}`);
    }
    const page = join(site, `post/0/${take().seed + 1}.html`);
    rmSync(page);
    planted.push(`stale-site ${page}`);
  }
  await collection.put('.homebooru/lock', JSON.stringify({ pid: 1, command: 'site' }));
  mended.push('stale-lock .homebooru/lock');
  await collection.put('.homebooru/jobs/jobs.json', '\0'.repeat(100));
  mended.push('bad-state .homebooru/jobs/jobs.json');
  mended.push(...pages.map((page) => `bad-site-file ${page}`));
  await collection.put('.homebooru/secret', 'secret');
  chmodSync(join(collection.path, '.homebooru/secret'), 0o644);
  mended.push('bad-permissions .homebooru/secret');

  const before = truth(collection);
  const found = await check(collection, site);
  assert.deepEqual(found.lines, [...planted, ...mended].toSorted());
  assert.deepEqual(found.repairable, mended.toSorted());
  const after = await check(collection, site, '--repair');
  const unbuilt = pages.map((page) => `stale-site ${page}`);
  assert.deepEqual(after.lines, [...planted, ...unbuilt].toSorted());
  assert.deepEqual(after.repairable, []);
  assert.deepEqual(truth(collection), before);
  context.diagnostic(`${planted.length + mended.length} damages of 17 kinds`);

  truncateSync(libraryPath(join(collection.path, '.homebooru')), 70_000);
  const library = 'bad-library .homebooru/cache/library.db';
  assert.ok((await check(collection, site)).lines.includes(library));
  assert.deepEqual((await check(collection, site, '--repair')).repairable, []);
  assert.deepEqual(truth(collection), before);
});
