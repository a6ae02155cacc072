import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as notFound from '../../site/pages/not-found.11ty.ts';
import { frame, wholePage } from './sample-pages.ts';

function valuesOf(page: string, name: string): readonly string[] {
  return [...page.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);
}

test('the 404 page finds all that it needs from the path of the site, where that is known: it is shown at any depth', () => {
  const known = { ...frame, url: 'https://example.org/booru/' };
  const page = wholePage(notFound, { work: { frame: known } }, known);
  const addresses = ['href', 'src', 'action', 'data-root'].flatMap((name) => valuesOf(page, name));
  const own = addresses.filter((address) => !/^(#|https:)/.test(address));
  assert.ok(own.length > 8);
  assert.deepEqual(
    own.filter((address) => !address.startsWith('/booru/')),
    [],
  );
});

test('the 404 page looks for what it needs beside it, above it and at the top of the host, where the path is not known', () => {
  const page = wholePage(notFound, { work: { frame } });
  const places = ['./', '../', '../../', '../../../../../../../../'];
  const asked = [...valuesOf(page, 'href'), ...valuesOf(page, 'src')];
  for (const name of [frame.assets.styles, frame.assets.findRoot]) {
    assert.deepEqual(
      asked.filter((address) => address.endsWith(name)),
      places.map((place) => place + name),
    );
  }
});
