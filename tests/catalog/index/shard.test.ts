import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { indexVersion } from '../../../catalog/index/parameters.ts';
import {
  bytesOf,
  contentOfScript,
  jsonOf,
  type ShardCall,
  type ShardContent,
  ShardError,
  shardFunction,
  unwrapShard,
  wrapShard,
} from '../../../catalog/index/shard.ts';
import { hostileTexts } from '../../fixtures/hostile.ts';
import { chance } from '../../fixtures/random.ts';

/** What a browser's page would be called with. */
function callOf(script: string): ShardCall {
  const calls: ShardCall[] = [];
  const take = (...[version, name, hash, encoding, payload]: unknown[]): void => {
    calls.push({ version, name, hash, encoding, payload } as ShardCall);
  };
  vm.runInNewContext(script, { [shardFunction]: take });
  const [call] = calls;
  assert.ok(call && calls.length === 1);
  return call;
}

function reread(content: ShardContent): ShardContent {
  // As a file: UTF-8 cannot hold a lone surrogate.
  return unwrapShard(callOf(Buffer.from(wrapShard('x', content).script).toString('utf8')));
}

test('R53: hostile text survives its script, and never ends it', () => {
  for (const text of [
    ...hostileTexts,
    '</script><!--\u2028\u2029<script>',
    '\ud800',
    '\\u003c',
    '`$',
  ]) {
    const { script } = wrapShard('x', text);
    assert.equal(reread(text), text);
    assert.doesNotMatch(script, /<|\u2028|\u2029/);
    assert.equal(script.trim().split('\n').length, 1);
  }
});

test('bytes survive their script, at every length and value', () => {
  for (const length of [0, 1, 2, 3, 8191, 8192, 8193, 20_000]) {
    for (const mask of [255, 127]) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 31) & mask);
      assert.deepEqual(reread(bytes), bytes);
    }
  }
});

test('bytes are characters where few are above 127, and base64 where many are', () => {
  const written = (bytes: Uint8Array): string => callOf(wrapShard('x', bytes).script).encoding;
  assert.equal(written(Uint8Array.of(0, 9, 10, 13, 34, 60, 92, 127, 255)), 'l');
  assert.equal(written(Uint8Array.of(1, 200, 2, 220)), 'b');
});

test('the same content gives the same script, other content another hash', () => {
  assert.deepEqual(wrapShard('a', 'content'), wrapShard('a', 'content'));
  assert.notEqual(wrapShard('a', 'content').hash, wrapShard('a', 'Content').hash);
});

test('R53: a hostile name stays inside its literal', () => {
  const { script } = wrapShard('"</script>\n', 'x');
  assert.equal(callOf(script).name, '"</script>\n');
});

const call = callOf(wrapShard('postings/0/x', Uint8Array.of(1, 2, 3, 4, 5, 200)).script);
const bad: readonly (readonly [name: string, call: ShardCall, message: RegExp])[] = [
  [
    'of another version',
    { ...call, version: indexVersion + 1 },
    /data\/postings\/0\/x is of index version/,
  ],
  ['with other bytes', { ...call, payload: 'abc' }, /data\/postings\/0\/x is damaged/],
  ['with another hash', { ...call, hash: '0'.repeat(16) }, /is damaged/],
  ['that is no base64', { ...call, encoding: 'b', payload: '***' }, /is damaged/],
  ['of characters that are no bytes', { ...call, payload: '東' }, /is damaged/],
  ['read as the other kind', { ...call, encoding: 't' }, /is damaged/],
];
for (const [name, broken, message] of bad) {
  test(`a shard ${name} is refused`, () => {
    assert.throws(
      () => unwrapShard(broken),
      (error) => error instanceof ShardError && message.test(error.message),
    );
  });
}

test('text is no bytes, and bytes are no text', () => {
  assert.throws(() => bytesOf('text'), ShardError);
  assert.throws(() => jsonOf(new Uint8Array()), ShardError);
  assert.deepEqual(jsonOf('[1]'), [1]);
});

test('a writer reads back what a script holds, and nothing where it is another one', () => {
  const luck = chance(7);
  const bytes = (length: number, below: number): Uint8Array =>
    Uint8Array.from({ length }, () => luck.below(below));
  const contents = [
    ...hostileTexts.filter((text) => text.isWellFormed()),
    ...[0, 1, 300].flatMap((length) => [bytes(length, 256), bytes(length, 128)]),
    Uint8Array.from([...'\n\r"\\n\\'].map((char) => char.charCodeAt(0))),
  ];
  for (const content of contents) {
    const { script, hash } = wrapShard('a/b', content);
    const read = Buffer.from(script).toString('utf8');
    assert.deepEqual(contentOfScript('a/b', read, hash), content);
    assert.equal(contentOfScript('a/c', read, hash), undefined);
    assert.equal(contentOfScript('a/b', read.slice(0, -1), hash), undefined);
    assert.equal(
      contentOfScript(
        'a/b',
        read,
        hash.replace(/./, (digit) => (digit === '0' ? '1' : '0')),
      ),
      undefined,
    );
    const longer = `${read.slice(0, -4)}x${read.slice(-4)}`;
    assert.equal(contentOfScript('a/b', longer, hash), undefined);
  }
});
