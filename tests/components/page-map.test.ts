import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PageMap } from '../../components/gallery/page-map.ts';
import { chance } from '../fixtures/random.ts';

function mapOf(total: number, most: number): PageMap {
  const map = new PageMap(most);
  map.total = total;
  return map;
}

test('a gallery that a page can hold is the page', () => {
  const map = mapOf(7000, 8000);
  for (const distance of [0, 3500, 7000]) {
    map.goTo(distance);
    map.jumpTo(distance);
    assert.equal(map.correct(distance), 0);
    assert.equal(map.ahead, 0);
  }
  assert.equal(map.height, 7000);
});

test('a higher one ends where the page ends, and begins where it begins', () => {
  const map = mapOf(100_000, 8000);
  assert.equal(map.height, 8000);
  map.jumpTo(0);
  assert.equal(map.ahead, 0);
  map.jumpTo(8000);
  assert.equal(map.ahead, 92_000);
  map.jumpTo(4000);
  assert.equal(map.ahead + 4000, 50_000);
});

test('whoever scrolls along sees every distance once, as far as both ends', () => {
  const dice = chance(7);
  const map = mapOf(100_000, 8000);
  for (const direction of [1, -1]) {
    let place = direction > 0 ? 0 : map.height;
    let distance = place + (direction > 0 ? 0 : 92_000);
    map.jumpTo(place);
    while (distance > 0 || direction > 0) {
      const step = (1 + dice.below(90)) * direction;
      if (place + step > map.height || place + step < 0) break;
      place += step;
      distance += step;
      // What is seen stays: the page moves by as much as the distances do against it.
      place += map.correct(distance);
      assert.equal(place + map.ahead, distance);
      assert.ok(place >= 0 && place <= map.height, `${place}`);
    }
    assert.ok(direction > 0 ? distance > 99_900 : distance < 100, `${distance}`);
  }
});

test('a distance is shown where a jump to its place finds it', () => {
  const dice = chance(11);
  const map = mapOf(1_000_000, 80_000);
  for (let step = 0; step < 200; step++) {
    const distance = dice.below(1_000_000);
    map.goTo(distance);
    const place = distance - map.ahead;
    assert.ok(place >= 0 && place <= map.height);
    map.jumpTo(place);
    // A pixel of the page is some thirteen of the gallery.
    assert.ok(Math.abs(place + map.ahead - distance) <= 14);
  }
});
