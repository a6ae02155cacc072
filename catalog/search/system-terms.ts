import { flaskTagger, type Post } from '../post.ts';
import { ratings } from '../rating.ts';
import { compareTags } from '../tag.ts';

/** Every post has it: what `-tag` is taken from. */
export const allPosts = ' all';

/** The facts of a post that the index keeps as terms: a space, the metatag, `:`, its value. */
export function systemTermsOf(post: Post): readonly string[] {
  const sources = [
    ...post.foundBy,
    ...(post.isGuessed ? ['tagger'] : []),
    ...(post.isEdited ? ['edits'] : []),
  ];
  const found = post.foundBy.length > 0 ? [] : ['none'];
  const facts = [
    `rating:${post.rating ?? 'none'}`,
    `filetype:${post.format === 'jpeg' ? 'jpg' : post.format}`,
    `metadata:${post.foundBy.length > 0 ? 'found' : 'missing'}`,
    ...[...sources, ...found].map((source) => `source:${source.toLowerCase()}`),
    ...(post.isFavourite ? ['is:fav'] : []),
    ...(post.terms.length === 0 ? ['is:untagged'] : []),
    ...(post.frames > 1 ? ['is:animated'] : []),
    ...(post.origins.length > 0 ? ['has:source'] : []),
    ...(hasGuesses(post) ? ['has:tagger'] : []),
    ...(post.isEdited ? ['has:edits'] : []),
  ];
  return [...new Set([allPosts, ...facts.map((fact) => ` ${fact}`)])].toSorted(compareTags);
}

function hasGuesses({ isGuessed, guesses, foundBy }: Post): boolean {
  return isGuessed || guesses !== undefined || foundBy.includes(flaskTagger);
}

/** What may stand after each of the metatags that are such facts, for checking and for proposals. */
export const systemValues: ReadonlyMap<string, readonly string[]> = new Map([
  ['rating', [...ratings, 'none']],
  ['filetype', ['jpg', 'png', 'gif', 'webp', 'avif']],
  ['metadata', ['found', 'missing']],
]);
