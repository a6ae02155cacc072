import assert from 'node:assert/strict';
import { test } from 'node:test';
import { availableMemory, memoryNeed } from '../../../pipeline/tagger/memory.ts';

test('a model needs more memory than its weights: 1.5 GB where it is of Camie’s size', () => {
  const need = memoryNeed(788_983_561);
  assert.ok(need > 1.4e9 && need < 1.6e9, String(need));
  assert.ok(memoryNeed(5000) > 250_000_000);
});

test('the memory that is left is a number of bytes that this very process runs in', () => {
  assert.ok(availableMemory() > 50e6, String(availableMemory()));
});
