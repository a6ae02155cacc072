import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { formatManifest } from '../../catalog/index/manifest.ts';
import { indexVersion } from '../../catalog/index/parameters.ts';
import {
  type ShardCall,
  type ShardContent,
  shardFunction,
  wrapShard,
} from '../../catalog/index/shard.ts';
import { ShardLoader } from '../../components/shard-loader.ts';
import { sampleManifest } from './sample-index.ts';

/** A site whose scripts are run by the test: files can change, fail and come back. */
class FakeSite {
  readonly files = new Map<string, string>();
  readonly asked: string[] = [];
  readonly loader: ShardLoader;
  /** Runs before the n-th script, counted from 1. */
  before: (count: number) => void = () => {};

  constructor() {
    this.loader = new ShardLoader({
      root: '../',
      freshMark: () => '?fresh=1',
      runScript: async (address) => {
        this.asked.push(address);
        this.before(this.asked.length);
        const script = this.files.get(address.replace(/\?.*/, ''));
        if (script === undefined) throw new Error('404');
        vm.compileFunction(script, [shardFunction])(this.loader.receive);
      },
    });
  }

  put(name: string, content: ShardContent): string {
    const { script, hash } = wrapShard(name, content);
    this.files.set(`../data/${name}.js`, script);
    return hash;
  }

  /** Publishes a version whose manifest names the shard `postings/0/a`. */
  publish(content: ShardContent): void {
    const vocabulary = this.put('postings/0/a', content);
    this.put('manifest', formatManifest({ ...sampleManifest, vocabulary }));
  }

  read(): Promise<ShardContent> {
    return this.loader.ask((manifest, load) => load('postings/0/a', manifest.vocabulary));
  }
}

test('a shard is loaded once, by its name and hash, and the manifest without one', async () => {
  const site = new FakeSite();
  site.publish('{"a":1}');
  assert.equal(await site.read(), '{"a":1}');
  assert.equal(await site.read(), '{"a":1}');
  assert.equal(site.asked.length, 2);
  assert.equal(site.asked[0], '../data/manifest.js');
  assert.match(site.asked[1] ?? '', /^\.\.\/data\/postings\/0\/a\.js\?v=[0-9a-f]{16}$/);
  assert.equal(site.loader.isBehind, false);
});

test('bytes come back as bytes', async () => {
  const site = new FakeSite();
  site.publish(Uint8Array.of(0, 255, 60, 34));
  assert.deepEqual(await site.read(), Uint8Array.of(0, 255, 60, 34));
});

test('a shard that fails once is asked for again, at an address that no cache has', async () => {
  const site = new FakeSite();
  site.publish('x');
  const good = site.files.get('../data/postings/0/a.js') ?? '';
  site.files.delete('../data/postings/0/a.js');
  site.before = (count) => {
    if (count === 3) site.files.set('../data/postings/0/a.js', good);
  };
  assert.equal(await site.read(), 'x');
  assert.match(site.asked[2] ?? '', /&again=1$/);
  assert.equal(site.asked.length, 3);
});

test('a damaged shard is not believed', async () => {
  const site = new FakeSite();
  site.publish('good');
  const path = '../data/postings/0/a.js';
  site.files.set(path, (site.files.get(path) ?? '').replace('good', 'evil'));
  await assert.rejects(site.read(), { name: 'ShardError', message: /is damaged/ });
});

test('a shard that came damaged is asked for again, and what comes whole is taken', async () => {
  for (const damage of [
    (text: string) => text.replace('good', 'evil'),
    () => 'homebooru',
    () => '',
  ]) {
    const site = new FakeSite();
    site.publish('good');
    const path = '../data/postings/0/a.js';
    const good = site.files.get(path) ?? '';
    site.files.set(path, damage(good));
    site.before = (count) => {
      if (count === 3) site.files.set(path, good);
    };
    assert.equal(await site.read(), 'good');
    assert.equal(site.asked.length, 3);
    assert.match(site.asked[2] ?? '', /&again=1$/);
  }
});

/** A site whose manifest brings a shard along: what it says of that, and whether it is what the manifest names. */
function siteWithCompany(content: string, change: (script: string) => string): FakeSite {
  const site = new FakeSite();
  site.publish(content);
  const path = '../data/manifest.js';
  const along = site.files.get('../data/postings/0/a.js') ?? '';
  site.files.set(path, (site.files.get(path) ?? '') + change(along));
  return site;
}

test('what the manifest brings along is not asked for', async () => {
  const site = siteWithCompany('good', (script) => script);
  assert.equal(await site.read(), 'good');
  assert.equal(await site.read(), 'good');
  assert.deepEqual(site.asked, ['../data/manifest.js']);
});

test('what it brings along of another time, or damaged, is not believed', async () => {
  const other = siteWithCompany('good', () => wrapShard('postings/0/a', 'other').script);
  assert.equal(await other.read(), 'good');
  assert.match(other.asked[1] ?? '', /postings\/0\/a\.js\?v=[0-9a-f]{16}$/);
  const damaged = siteWithCompany('good', (script) => script.replace('good', 'evil'));
  assert.equal(await damaged.read(), 'good');
  assert.match(damaged.asked[1] ?? '', /&again=1$/);
});

test('where the site was rebuilt in between, the manifest is loaded anew and the operation repeated', async () => {
  const site = new FakeSite();
  site.publish('old');
  site.before = (count) => {
    if (count === 2) site.publish('new');
  };
  assert.equal(await site.read(), 'new');
  assert.ok(site.asked.includes('../data/manifest.js?fresh=1'));
  assert.equal(site.loader.isBehind, false);
});

test('where the newest manifest does not fit either, what comes is taken and said to be behind', async () => {
  const site = new FakeSite();
  site.publish('old');
  site.put('postings/0/a', 'newer');
  assert.equal(await site.read(), 'newer');
  assert.equal(site.loader.isBehind, true);
});

test('a missing shard surfaces, and the next operation begins anew', async () => {
  const site = new FakeSite();
  site.publish('x');
  const path = '../data/postings/0/a.js';
  const good = site.files.get(path) ?? '';
  site.files.delete(path);
  await assert.rejects(site.read(), { name: 'ShardError', message: /did not load/ });
  site.files.set(path, good);
  assert.equal(await site.read(), 'x');
});

test('a script that tells another shard, or another version, is no shard of this name', async () => {
  const site = new FakeSite();
  site.publish('x');
  const path = '../data/postings/0/a.js';
  site.files.set(path, wrapShard('postings/0/b', 'x').script);
  await assert.rejects(site.read(), /is no shard of this name/);
  site.files.set(path, wrapShard('postings/0/a', 'x').script.replace(`(${indexVersion},`, '(99,'));
  await assert.rejects(site.read(), /index version 99; this page reads version/);
});

test('an error of the operation itself is not repeated', async () => {
  const site = new FakeSite();
  site.publish('x');
  let runs = 0;
  await assert.rejects(
    site.loader.ask(() => {
      runs += 1;
      throw new TypeError('mine');
    }),
    TypeError,
  );
  assert.equal(runs, 1);
});

test('many operations at once share the manifest and the shards', async () => {
  const site = new FakeSite();
  site.publish('x');
  assert.deepEqual(await Promise.all([site.read(), site.read(), site.read()]), ['x', 'x', 'x']);
  assert.equal(site.asked.length, 2);
});

const call: ShardCall = { version: 1, name: '', hash: '', encoding: 't', payload: '' };
test('a call for a name that nobody asked for does no harm', async () => {
  const site = new FakeSite();
  site.publish('x');
  site.loader.receive(call.version, '__proto__', call.hash, call.encoding, call.payload);
  assert.equal(await site.read(), 'x');
});
