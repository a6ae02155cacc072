import type { Post } from '../post.ts';
import { ratings } from '../rating.ts';
import { compareTags } from '../tag.ts';

/** Every post has it: what `-tag` is taken from. */
export const allPosts = ' all';

/** The facts of a post that the index keeps as terms: a space, the metatag, `:`, its value. */
export function systemTermsOf(post: Post): readonly string[] {
  const sources = post.foundBy.flatMap((source) =>
    post.isGuessed ? [source, 'tagger'] : [source],
  );
  const facts = [
    `rating:${post.rating ?? 'none'}`,
    `filetype:${post.format === 'jpeg' ? 'jpg' : post.format}`,
    `metadata:${post.foundBy.length > 0 ? 'found' : 'missing'}`,
    ...(sources.length > 0 ? sources : ['none']).map((source) => `source:${source.toLowerCase()}`),
    ...(post.isFavourite ? ['is:fav'] : []),
    ...(post.terms.length === 0 ? ['is:untagged'] : []),
    ...(post.frames > 1 ? ['is:animated'] : []),
  ];
  return [...new Set([allPosts, ...facts.map((fact) => ` ${fact}`)])].toSorted(compareTags);
}

/** What may stand after each of these metatags, for checking and for proposals; `undefined`: anything. */
export const systemValues: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['rating', [...ratings, 'none']],
  ['filetype', ['jpg', 'png', 'gif', 'webp', 'avif']],
  ['metadata', ['found', 'missing']],
  ['source', undefined],
  ['is', ['fav', 'untagged', 'animated']],
]);

/** Metatags of the language that this index does not hold: said so, never taken for tags. */
export const unheldMetatags: ReadonlySet<string> = new Set([
  'danbooru',
  'e621',
  'gelbooru',
  'yandere',
  'md5',
  'parent',
  'child',
  'filename',
  'folder',
  'width',
  'height',
  'mpixels',
  'ratio',
  'filesize',
  'frames',
  'date',
  'age',
  'created',
  'score',
  'favcount',
  'tagcount',
  'gentags',
  'arttags',
  'chartags',
  'copytags',
  'metatags',
  'has',
  'random',
]);
