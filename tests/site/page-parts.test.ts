import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as gallery from '../../site/pages/gallery.11ty.ts';
import * as help from '../../site/pages/help.11ty.ts';
import * as notFound from '../../site/pages/not-found.11ty.ts';
import * as post from '../../site/pages/post.11ty.ts';
import * as search from '../../site/pages/search.11ty.ts';
import { siteLink } from '../../site/view/origins.ts';
import { frame, galleryPage, postPage, tile } from './sample-pages.ts';

const work = { frame };

test('a model’s confidence stands beside its tags, and its other guesses below them', () => {
  const page = post.postPage(postPage, frame);
  assert.match(
    page,
    /data-tag="-minus"[^>]*>-minus<\/a><span class="sureness" title="[^"]*93 %[^"]*">93%</,
  );
  assert.match(page, /<details class="guesses">[\s\S]*&lt;i&gt;unsure[\s\S]*12%/);
  assert.doesNotMatch(page, /<details class="guesses">[\s\S]*-minus<\/a>[\s\S]*<\/details>/);
  assert.match(page, /Danbooru #123<\/a> <span class="muted">score -7</);
});

test('long strips are marked, because their tile shows the middle alone', () => {
  const item = {
    ...galleryPage,
    tiles: [
      { ...tile(1), width: 400, height: 80, ratio: 260 },
      { ...tile(3), width: 60, height: 400, ratio: 40 },
    ],
  };
  const page = gallery.render({ item, work });
  assert.match(page, /badge-wide/);
  assert.match(page, /badge-tall/);
});

test('what a site calls a picture is a link there, for every site whose addresses are known', () => {
  const linkOf = (source: string): string | undefined =>
    /href="([^"]+)"/.exec(siteLink({ source, id: 42 }).toString())?.[1];
  assert.deepEqual(
    ['danbooru', 'e621', 'gelbooru', 'yandere', 'konachan', 'safebooru', 'rule34', 'mine'].map(
      linkOf,
    ),
    [
      'https://danbooru.donmai.us/posts/42',
      'https://e621.net/posts/42',
      'https://gelbooru.com/index.php?page=post&amp;s=view&amp;id=42',
      'https://yande.re/post/show/42',
      'https://konachan.com/post/show/42',
      'https://safebooru.org/index.php?page=post&amp;s=view&amp;id=42',
      'https://rule34.xxx/index.php?page=post&amp;s=view&amp;id=42',
      undefined,
    ],
  );
});

test('fixed pages are written only in the run that wants them', () => {
  for (const [template, name] of [
    [search, 'search'],
    [help, 'help'],
    [notFound, '404'],
  ] as const) {
    const { before } = template.data.pagination as {
      before: (pages: readonly string[]) => readonly string[];
    };
    assert.deepEqual(before(['search', 'help', '404']), [name]);
    assert.deepEqual(before([]), []);
  }
});
