import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { summarise } from '../../catalog/statistics.ts';
import * as gallery from '../../site/pages/gallery.11ty.ts';
import * as help from '../../site/pages/help.11ty.ts';
import * as home from '../../site/pages/home.11ty.ts';
import * as notFound from '../../site/pages/not-found.11ty.ts';
import * as post from '../../site/pages/post.11ty.ts';
import * as search from '../../site/pages/search.11ty.ts';
import * as stats from '../../site/pages/stats.11ty.ts';
import * as tags from '../../site/pages/tags.11ty.ts';
import { frame, galleryPage, hostileTags, postPage, wholePage } from './sample-pages.ts';

const entries = hostileTags.map((name, place) => ({
  name,
  category: 'meta' as const,
  count: 1200 - place,
}));
const sampleUses = [
  ...entries,
  { name: ' all', category: undefined, count: 40 },
  { name: ' source:<b>"site"</b>', category: undefined, count: 30 },
  { name: ' rating:explicit', category: undefined, count: 5 },
];
const work = { frame };
const tagsPage = {
  section: 'commonest' as const,
  page: undefined,
  entries,
  pages: [],
  previous: undefined,
  next: undefined,
};
const pages = new Map([
  [
    'index.html',
    wholePage(home, {
      work,
      item: {
        ...galleryPage,
        page: undefined,
        posts: 12_408,
        tagTotal: 38_220,
        common: entries,
        explore: entries,
      },
    }),
  ],
  ['page/3.html', wholePage(gallery, { work, item: galleryPage })],
  ['post/12/12345.html', post.postPage(postPage, frame)],
  [
    'tags.html',
    wholePage(tags, {
      work,
      item: { ...tagsPage, total: 9 },
    }),
  ],
  [
    'tags-a.html',
    wholePage(tags, {
      work,
      item: {
        ...tagsPage,
        section: 'a',
        pages: [{ address: 'tags-a-0123.html', label: '"<' }],
        next: 'tags-a-0123.html',
      },
    }),
  ],
  [
    'tags-a-0123.html',
    wholePage(tags, {
      work,
      item: { ...tagsPage, section: 'a', page: '0123', previous: 'tags-a.html' },
    }),
  ],
  [
    'stats.html',
    wholePage(stats, {
      work,
      item: {
        numbers: summarise(
          sampleUses,
          new Map([
            ['2025-12', 3],
            ['2026-02', 9],
          ]),
        ),
        explore: entries,
      },
    }),
  ],
  ['search.html', wholePage(search, { work })],
  ['help.html', wholePage(help, { work })],
  ['404.html', wholePage(notFound, { work })],
]);

function valuesOf(page: string, name: string): readonly string[] {
  return [...page.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);
}

const wholeTag = /<\/?[a-z][a-z0-9]*((?:\s+[\w-]+(?:="[^"<>]*")?)*)\s*\/?>|<!DOCTYPE html>/g;

for (const [address, page] of pages) {
  test(`${address} is made of whole tags alone: no value breaks out of its place`, () => {
    assert.equal(page.match(/</g)?.length, page.match(wholeTag)?.length);
  });

  test(`${address} has no inline script or style, no handler, no address that runs`, () => {
    const names = [...page.matchAll(wholeTag)].flatMap(([, inside = '']) =>
      [...inside.matchAll(/\s([\w-]+)(?:="[^"]*")?/g)].map(([, name = '']) => name),
    );
    assert.deepEqual(
      names.filter((name) => name === 'style' || name.startsWith('on')),
      [],
    );
    assert.doesNotMatch(page, /<style|<script(?! src=")|<script[^>]*>[^<]/);
    assert.doesNotMatch(page, /"(javascript|data|vbscript):/i);
  });

  test(`${address} begins with the policy and names the charset in time`, () => {
    const [policy = ''] = valuesOf(page, 'content');
    assert.match(
      page,
      /^<!DOCTYPE html>\n<html lang="en"[^>]*>\n<head>\n<meta http-equiv="Content-Sec/,
    );
    assert.ok(page.indexOf('<meta charset="utf-8">') < 1024);
    assert.equal(
      policy.replaceAll('&#39;', "'"),
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'",
    );
  });

  test(`${address} links to nothing but relative addresses below the root, with their extension`, () => {
    const links = [
      ...valuesOf(page, 'href'),
      ...valuesOf(page, 'src'),
      ...valuesOf(page, 'action'),
    ];
    const own = links.filter((link) => !/^https:\/\//.test(link) && !link.startsWith('#'));
    assert.ok(own.length > 5);
    for (const link of own) {
      // It is answered at other depths too, and looks up from there.
      if (address === '404.html' && link.startsWith('../')) continue;
      assert.match(link, /^\.\.?\//, link);
      const [path = ''] = link.split(/[?#]/);
      const target = posix.join(posix.dirname(address), path);
      assert.ok(!target.startsWith('..'), `${link} leaves the site`);
      assert.match(target, /\.(html|css|js|svg|png|webp|jpg)$/);
    }
  });

  test(`${address} loads nothing from elsewhere, and says where the root is`, () => {
    for (const source of [...valuesOf(page, 'src'), ...valuesOf(page, 'srcset')]) {
      assert.doesNotMatch(source, /^(https?:)?\/\//);
    }
    const [root = ''] = valuesOf(page, 'data-root');
    assert.equal(posix.join(posix.dirname(address), root, 'x'), 'x');
    assert.match(page, /<input[^>]* data-search type="search" name="q"/);
    assert.equal(page.split('<h1').length, 2);
    assert.equal(page.split('<main id="content"').length, 2);
  });

  test(`${address} makes each tag a link that finds it`, () => {
    for (const tag of valuesOf(page, 'data-tag')) assert.notEqual(tag, '');
    for (const [link] of page.matchAll(/<a class="tag"[^>]*>/g)) {
      assert.match(link, /data-category="\w+" href="(\.\/|\.\.\/\.\.\/)search\.html\?q=[^"]+"/);
    }
  });
}

test('a tile says its number, size, shape and alt, and is loaded when it comes into view', () => {
  const page = pages.get('page/3.html') ?? '';
  const tiles =
    page.match(
      /<li class="r150 c27" data-thumbhash="YJqGPQw7sFlslqhFafSE\+Q6oJ1h2iHB2Rw=="><a class="tile" data-number="\d+"[^>]*>/g,
    ) ?? [];
  assert.equal(tiles.length, 30);
  assert.match(
    page,
    /href="\.\.\/post\/9\/9000\.html"><img src="\.\.\/thumbs\/9\/9000\.webp" width="400" height="267"/,
  );
  assert.equal(page.split('loading="lazy"').length - 1, 30);
  assert.equal(page.split('fetchpriority="high"').length - 1, 4);
  assert.equal(page.split('decoding="async"').length - 1, 30);
});

test('the pager leads to the home page where nothing newer has a page', () => {
  const page = pages.get('page/3.html') ?? '';
  assert.match(page, /rel="prev" data-page-before href="\.\.\/index\.html"/);
  assert.match(page, /rel="next" data-page-after href="\.\.\/page\/2\.html"/);
});

test('only the home page says how many posts there are', () => {
  for (const [address, page] of pages) {
    assert.equal(/12,408/.test(page), address === 'index.html', address);
  }
});

test('the home page leads to the feed where there is one', () => {
  assert.doesNotMatch(pages.get('index.html') ?? '', /feed\.xml/);
  const known = { ...frame, url: 'https://example.org/booru/' };
  const item = { ...galleryPage, posts: 1, tagTotal: 1, common: [], explore: [] };
  const page = wholePage(home, { work: { frame: known }, item }, known);
  assert.match(page, /<a href="\.\/feed\.xml">Feed of new posts<\/a>/);
});

test('an origin is a link only if it is plain http(s)', () => {
  const page = pages.get('post/12/12345.html') ?? '';
  const outward = valuesOf(page, 'href').filter((link) => link.includes('example'));
  assert.deepEqual(outward, ['https://example.com/a?b=1&amp;c=%222%22']);
  assert.doesNotMatch(page, /href="[^"]*secret/);
  for (const [link] of page.matchAll(/<a [^>]*href="https:[^>]*>/g)) {
    assert.match(link, /rel="noopener noreferrer nofollow"/);
  }
});

test('a post tells its facts the same in every place and time zone', () => {
  const page = pages.get('post/12/12345.html') ?? '';
  assert.match(page, /<time datetime="2026-11-22T23:59:59Z"[^>]*>2026-11-22<\/time>/);
  assert.match(page, /https:\/\/danbooru\.donmai\.us\/posts\/123/);
  assert.match(page, /title="3,145,728 B">3\.1 MB/);
  assert.match(page, /<img src="\.\.\/\.\.\/previews\/12\/12345\.webp" width="706" height="1000"/);
  assert.match(page, /data-previous hidden/);
  assert.match(page, /data-next hidden/);
  assert.match(
    page,
    /<section id="family" class="family" aria-label="Parent and children" data-family hidden>/,
  );
});
