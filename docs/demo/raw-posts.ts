import type { Answer, Post, Tags } from './picture.ts';
import { hash } from './random.ts';

/** What was measured of a picture's file. */
export interface Measured {
  readonly md5: string;
  readonly width: number;
  readonly height: number;
  readonly format: string;
  readonly bytes: number;
}

type RawPost = Record<string, unknown>;

/** The answer of each site that knows the post, in that site's own form. */
export function rawPosts(post: Post, file: Measured, children: readonly Post[]) {
  const entries = post.answers.map((answer): [Answer, RawPost] => [
    answer,
    writers[answer](post, file, children),
  ]);
  return Object.fromEntries(entries);
}

const writers: Record<Answer, (post: Post, file: Measured, children: readonly Post[]) => RawPost> =
  { danbooru, e621, yandere, camie_tagger: camieTagger };

function danbooru(post: Post, file: Measured, children: readonly Post[]): RawPost {
  const score = liked(post, 'danbooru');
  return {
    id: post.id,
    created_at: moment(post).toISOString(),
    score,
    fav_count: Math.round(score * 1.3),
    rating: post.rating,
    md5: file.md5,
    source: post.source ?? `https://example.com/artworks/${post.id}`,
    parent_id: post.parent ?? null,
    has_children: children.length > 0,
    image_width: file.width,
    image_height: file.height,
    file_ext: file.format,
    file_size: file.bytes,
    ...tagStrings(post.tags),
  };
}

function e621(post: Post, file: Measured, children: readonly Post[]): RawPost {
  const { tags } = post;
  const up = liked(post, 'e621');
  return {
    id: siteId(post, 'e621'),
    created_at: moment(post).toISOString(),
    tags: {
      general: words(tags.general),
      artist: words(tags.artist),
      copyright: words(tags.copyright),
      character: words(tags.character),
      species: words(tags.species),
      meta: words(tags.meta),
      lore: [],
      invalid: [],
    },
    rating: post.rating === 'q' ? 'q' : 's',
    score: { up, down: -(up % 5), total: up - (up % 5) },
    fav_count: up * 2,
    sources: [post.source ?? `https://example.com/artworks/${post.id}`],
    relationships: {
      parent_id: post.parent === undefined ? null : post.parent - 5_000_000,
      has_children: children.length > 0,
      children: children.map((child) => siteId(child, 'e621')),
    },
    file: {
      width: file.width,
      height: file.height,
      ext: file.format,
      size: file.bytes,
      md5: file.md5,
    },
  };
}

function yandere(post: Post, file: Measured): RawPost {
  return {
    id: siteId(post, 'yandere'),
    tags: allTags(post.tags).join(' '),
    rating: post.rating === 'q' ? 'q' : 's',
    score: liked(post, 'yandere'),
    source: post.source ?? `https://example.com/artworks/${post.id}`,
    created_at: moment(post).getTime() / 1000,
    md5: file.md5,
    parent_id: null,
    width: file.width,
    height: file.height,
  };
}

function camieTagger(post: Post): RawPost {
  const strings = tagStrings(post.tags);
  return { id: null, rating: post.rating, tags: strings.tag_string, ...strings };
}

function tagStrings(tags: Tags) {
  return {
    tag_string: allTags(tags).join(' '),
    tag_string_general: words(tags.general).join(' '),
    tag_string_character: words(tags.character).join(' '),
    tag_string_copyright: words(tags.copyright).join(' '),
    tag_string_artist: words(tags.artist).join(' '),
    tag_string_meta: words(tags.meta).join(' '),
  };
}

function allTags({ general, artist, copyright, character, meta }: Tags): string[] {
  return words([general, artist, copyright, character, meta].join(' '));
}

/** Each word once, by code unit. */
function words(list = ''): string[] {
  return [...new Set(list.split(/\s+/).filter(Boolean))].sort();
}

/** Ids on the other sites keep the order of the Danbooru ids, so that parents can be named. */
function siteId(post: Post, site: 'e621' | 'yandere'): number {
  return site === 'e621' ? post.id - 5_000_000 : post.id - 8_000_000;
}

function moment(post: Post): Date {
  const second = hash(`second ${post.id}`) % 86_400;
  return new Date(Date.UTC(2024, 0, 1 + post.day, 0, 0, second));
}

function liked(post: Post, site: Answer): number {
  const t = (hash(`${site} ${post.id}`) % 1000) / 1000;
  return Math.round(4 + 240 * t ** 2.2);
}
