import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkOf, encodeRelatedBlock, tagHash } from '../../catalog/index/related-block.ts';
import type { ShardContent } from '../../catalog/index/shard.ts';
import { loadRelated } from '../../components/related/load-related.ts';
import { strings } from '../../components/strings.ts';
import { sampleManifest } from './sample-index.ts';

const tags = ['solo', 'reimu', 'touhou'];
const shards = new Map<string, ShardContent>([
  ['related/manifest', '["g0 hash"]'],
  ['related/g0', '["","block 1 hash"]'],
  [
    'related/1',
    encodeRelatedBlock([
      {
        check: checkOf(tags.map(tagHash)),
        related: [
          { number: 9, reason: { kind: 'character', tag: 0 } },
          { number: 2, reason: { kind: 'similar', count: 1 } },
        ],
      },
      undefined,
    ]),
  ],
]);
const manifest = {
  ...sampleManifest,
  related: 'list hash',
  parameters: { ...sampleManifest.parameters, related: 2 },
};
const load = async (name: string): Promise<ShardContent> => {
  const content = shards.get(name);
  assert.ok(content !== undefined, `${name} is asked for`);
  return content;
};
const reasonsOf = async (number: number, names: readonly string[]): Promise<readonly string[]> =>
  (await loadRelated(number, names, manifest, load)).map(
    (related) => `${related.number} ${strings.relatedReason(related.reason)}`,
  );

test('the reason names the tag that both have, by its place among those of the page', async () => {
  assert.deepEqual(await reasonsOf(3, tags), ['9 same character: reimu', '2 1 tag in common']);
});

test('where the page shows other tags than the index knows, no tag is named', async () => {
  assert.deepEqual(await reasonsOf(3, ['solo']), ['9 same character', '2 1 tag in common']);
});

test('a post without related ones, or without a block, has none', async () => {
  assert.deepEqual(await reasonsOf(4, tags), []);
  assert.deepEqual(await reasonsOf(1, tags), []);
  assert.deepEqual(await reasonsOf(5000, tags), []);
});

test('a site that shows none asks for no shard', async () => {
  const refuse = (): Promise<ShardContent> => assert.fail('a shard was asked for');
  assert.deepEqual(await loadRelated(3, tags, { ...manifest, related: '' }, refuse), []);
});

test('likeness is said in whole percents, and a hundred only of what is the same', () => {
  for (const [shared, all, said] of [
    [29, 100, '29%'],
    [57, 100, '57%'],
    [9, 40, '22%'],
    [999, 1000, '99%'],
    [7, 7, '100%'],
  ] as const) {
    assert.equal(strings.alike(shared / all), said);
  }
});
