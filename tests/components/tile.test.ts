import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawTile } from '../../components/tile.ts';
import { tileGrid } from '../../site/view/tile.ts';

/** As much of an element as a tile needs. */
class FakeElement {
  readonly name: string;
  readonly dataset: Record<string, string> = {};
  readonly children: FakeElement[] = [];
  className = '';
  [property: string]: unknown;

  constructor(name: string) {
    this.name = name;
  }
  append(child: FakeElement): void {
    this.children.push(child);
  }
}

test('a tile that a script draws has the shape, the hooks and the addresses of a static one', () => {
  const page = { createElement: (name: string) => new FakeElement(name) };
  Object.assign(globalThis, { document: page });
  const item = drawTile({ number: 4321, ratio: 150, alt: '"x"' }, './');
  assert.ok(item instanceof FakeElement);
  const [link] = item.children;
  const [image] = link?.children ?? [];
  const [markup = ''] =
    /<li.*<\/li>/.exec(
      tileGrid(
        [
          {
            number: 4321,
            width: 400,
            height: 267,
            ratio: 150,
            colour: 5,
            thumbhash: 'YJqGPQw7sFlslqhFafSE+Q6oJ1h2iHB2Rw==',
            alt: 'x',
            badges: [],
            hasParent: false,
            children: 0,
          },
        ],
        './',
        { grid: 400, preview: 1000 },
      ).toString(),
    ) ?? [];
  assert.ok(markup.startsWith(`<li class="${item.className} c5" data-thumbhash="YJqG`));
  assert.ok(
    markup.includes(`<a class="${link?.className}" data-number="${link?.dataset['number']}"`),
  );
  assert.ok(markup.includes(`href="${link?.['href']}"`));
  assert.ok(markup.includes(`<img src="${image?.['src']}"`));
  assert.equal(image?.['loading'], 'lazy');
  assert.equal(image?.['alt'], '"x"');
});
