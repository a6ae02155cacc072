import assert from 'node:assert/strict';
import { test } from 'node:test';
import { releaseMemory } from '../../pipeline/library/release-memory.ts';
import { libraryOf } from '../fixtures/index.ts';

test('what large work has left is given back at once', () => {
  using library = libraryOf([], 4);
  let left: readonly string[] | undefined = Array.from(
    { length: 3_000_000 },
    (_, at) => `${at} of many`,
  );
  const held = process.memoryUsage.rss();
  assert.equal(left.length, 3_000_000);
  left = undefined;
  releaseMemory(library);
  const kept = process.memoryUsage.rss();
  assert.ok(kept < held / 2, `${kept} of ${held} bytes`);
});
