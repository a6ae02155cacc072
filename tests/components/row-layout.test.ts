import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessHeight, layoutRows } from '../../components/gallery/row-layout.ts';
import { chance } from '../fixtures/random.ts';

const space = { width: 1200, row: 220, gap: 6 };

function rowsOf(ratios: readonly number[], isLast: boolean, own = space) {
  const { boxes } = layoutRows(ratios, own, isLast);
  return [...Map.groupBy(boxes, ({ top }) => top).values()];
}

test('every row is full and near the wished height, whatever the pictures are', () => {
  const { next } = chance(2026);
  for (let round = 0; round < 50; round++) {
    const ratios = Array.from({ length: 60 }, () => 0.4 + next() * 2.2);
    for (const row of rowsOf(ratios, false)) {
      const last = row.at(-1);
      assert.ok(last && Math.abs(last.left + last.width - space.width) < 0.01);
      assert.ok(last.height > space.row * 0.6 && last.height < space.row * 1.6, `${last.height}`);
    }
  }
});

test('pictures keep their order and shape, and overlap nowhere', () => {
  const ratios = [1.5, 0.7, 1, 2.6, 0.4, 1.2, 1.8, 0.66];
  const { boxes, height } = layoutRows(ratios, space, false);
  boxes.forEach((box, place) => {
    assert.ok(Math.abs(box.width / box.height - (ratios[place] ?? 0)) < 1e-9);
    const before = boxes[place - 1];
    if (!before) return;
    const isBeside =
      before.top === box.top && Math.abs(before.left + before.width + 6 - box.left) < 1e-9;
    const isBelow = box.left === 0 && Math.abs(before.top + before.height + 6 - box.top) < 1e-9;
    assert.ok(isBeside || isBelow);
  });
  assert.ok(boxes.every((box) => box.top + box.height <= height));
});

test('the very last row stays open at the wished height', () => {
  const [box] = layoutRows([1], space, true).boxes;
  assert.deepEqual(box, { left: 0, top: 0, width: 220, height: 220 });
  assert.deepEqual(layoutRows([], space, true), { boxes: [], height: 0 });
});

test('a window of one column has a picture a row', () => {
  const rows = rowsOf([2.6, 2.6, 2.6], false, { width: 300, row: 118, gap: 6 });
  assert.deepEqual(
    rows.map((row) => row.length),
    [1, 1, 1],
  );
});

test('a guess is about as high as the layout', () => {
  const ratios = Array.from({ length: 60 }, (_, at) => [0.7, 1.5, 1][at % 3] ?? 1);
  const { height } = layoutRows(ratios, space, false);
  assert.ok(Math.abs(guessHeight(60, space) / height - 1) < 0.25);
});
