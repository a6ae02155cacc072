/// <reference path="../site/build/eleventy-module.d.ts" />
import Eleventy from '@11ty/eleventy';
import { originalAddress } from '../catalog/addresses.ts';
import { fit } from '../catalog/index/shape.ts';
import type { Post } from '../catalog/post.ts';
import { readLibrary } from '../pipeline/library/library.ts';
import { readPosts } from '../pipeline/library/read-post.ts';
import { setWork } from '../site/build/current-work.ts';
import { altOf, tileOf } from '../site/build/tiles.ts';
import { bundleAssets } from '../site/bundle/bundle-assets.ts';
import type { GalleryPage, PostPage } from '../site/page-data.ts';
import type { BareWork } from './eleventy-config.ts';

// Eleventy by itself over the same posts and templates: one process, everything in memory, every file written anew.
// Arguments: the state folder, the folder to write to (below the working folder), pixels of thumbnail and preview, numbers a page.
const [state = '', out = '', ...sizes] = process.argv.slice(2);
const [grid = 400, preview = 1000, pageSize = 60] = sizes.map(Number);

using library = readLibrary(state);
const posts = readPosts(library, 1, Number.MAX_SAFE_INTEGER);
const pages = Map.groupBy(posts, ({ number }) => Math.ceil(number / pageSize));
const order = [...pages.keys()];
const { assets } = await bundleAssets();
const work: BareWork = {
  frame: {
    title: 'HomeBooru',
    theme: 'system',
    order: 'new',
    blur: [],
    hasRelated: false,
    sizes: { grid, preview },
    assets,
  },
  posts: [],
  alone: posts.map(postPage),
  galleries: order.map((page, place): GalleryPage => {
    const tiles = (pages.get(page) ?? []).map((post) => tileOf(post, grid, [], undefined));
    return { page, tiles, newer: order[place - 1], older: order[place + 1] };
  }),
  home: [],
  tagPages: [],
  fixedPages: [],
  stats: [],
  feeds: [],
  sitemaps: [],
};
setWork(work);
const eleventy = new Eleventy('site/pages', out, {
  configPath: 'bench/eleventy-config.ts',
  quietMode: true,
  runMode: 'build',
});
await eleventy.write();

function postPage(post: Post): PostPage {
  return {
    post,
    original: originalAddress(post.number, post.format),
    preview: fit(post.width, post.height, preview),
    alt: altOf(post),
  };
}
