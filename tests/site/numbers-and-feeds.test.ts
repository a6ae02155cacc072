import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarise } from '../../catalog/statistics.ts';
import * as feed from '../../site/pages/feed.11ty.ts';
import * as manifest from '../../site/pages/manifest.11ty.ts';
import * as post from '../../site/pages/post.11ty.ts';
import * as sitemap from '../../site/pages/sitemap.11ty.ts';
import * as stats from '../../site/pages/stats.11ty.ts';
import { frame, postPage, tile } from './sample-pages.ts';

const work = { frame };

test('the statistics are bars that are links, and a column for every month of a year at least, up to the last', () => {
  const numbers = summarise(
    [
      { name: ' rating:explicit', category: undefined, count: 5 },
      { name: 'cat', category: 'general', count: 7 },
    ],
    new Map([
      ['2025-12', 3],
      ['2026-02', 9],
    ]),
  );
  const page = stats.render({ item: { numbers, explore: [] } });
  assert.match(
    page,
    /<a href="\.\/search\.html\?q=rating:e">Explicit<\/a><\/th><td class="bar"><svg aria-hidden="true"><rect width="100%"/,
  );
  assert.equal(page.match(/<title>/g)?.length, 12);
  assert.match(page, /<title>2026-01: 0<\/title>/);
  assert.match(
    page,
    /<a href="\.\/search\.html\?q=date:2026-02" tabindex="-1"><title>2026-02: 9<\/title>.*height="100"\/><\/a>/,
  );
  assert.match(page, /<span>2025-03<\/span><span>2026-02<\/span>/);
  assert.match(page, /<th scope="row"><a href="\.\/search\.html\?q=date:2025-12">2025-12<\/a>/);
});

test('the feed and the sitemap say whole addresses, and no picture that is blurred', () => {
  const url = 'https://example.org/booru/';
  const entry = { tile: tile(9001), added: '2026-11-22T23:59:59Z' };
  const veiled = { ...entry, tile: { ...tile(7), veil: 'explicit' as const } };
  const xml = feed.render({
    item: { url, updated: entry.added, entries: [entry, veiled] },
    work,
  });
  assert.match(xml, /^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed/);
  assert.match(
    xml,
    /<link rel="alternate" type="text\/html" href="https:\/\/example\.org\/booru\/post\/9\/9001\.html"\/>/,
  );
  assert.match(xml, /&lt;img src=&quot;https:\/\/example\.org\/booru\/thumbs\/9\/9001\.webp/);
  assert.doesNotMatch(xml, /thumbs\/0\/7\./);
  assert.doesNotMatch(xml, /<script|<img/);
  const map = sitemap.render({ item: { url, addresses: ['index.html', 'page/1.html'] } });
  assert.match(map, /<loc>https:\/\/example\.org\/booru\/page\/1\.html<\/loc>/);
});

test('a post tells others of its picture only where the site’s address is known, and not of a blurred one', () => {
  const known = { ...frame, url: 'https://example.org/booru/' };
  const page = post.postPage(postPage, known);
  assert.match(
    page,
    /property="og:image" content="https:\/\/example\.org\/booru\/previews\/12\/12345\.webp"/,
  );
  assert.match(page, /property="og:image:alt" content="[^"]+">\n<meta name="twitter:card"/);
  assert.doesNotMatch(post.postPage(postPage, frame), /og:|twitter:/);
  const blurring = { ...known, blur: ['questionable'] as const };
  const blurred = post.postPage(postPage, blurring);
  assert.doesNotMatch(blurred, /(previews|originals|thumbs)\/|twitter:/);
  assert.match(blurred, /data-reveal>Questionable</);
});

test('the manifest is JSON, whatever the site is called', () => {
  const parsed = JSON.parse(manifest.render({ work }));
  assert.equal(parsed.name, frame.title);
  assert.equal(parsed.icons[0].src, frame.assets.icon);
  const shortName = (title: string): string =>
    JSON.parse(manifest.render({ work: { frame: { ...frame, title } } })).short_name;
  assert.deepEqual(['HomeBooru demo', 'Our booru', 'Picturesofeverything'].map(shortName), [
    'HomeBooru',
    'Our booru',
    'Picturesofev',
  ]);
});
