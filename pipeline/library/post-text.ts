import type { CategoryRank, MergedTag } from '../../catalog/merge-tags.ts';
import type { Post } from '../../catalog/post.ts';
import { tagCategories } from '../../catalog/tag.ts';
import { termCode } from './pack-terms.ts';

/** A digit for each code of a term. */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * A post as the library keeps it: JSON, but for its terms, which are one text, each a digit for its code and its name, with
 * spaces between, as no name has any. They are most of a post; written out they make its row three times as long.
 */
export function formatPost(post: Post): string {
  let terms = '';
  for (const { name, category, rank } of post.terms) {
    terms += `${terms && ' '}${digits[termCode(category, rank)]}${name}`;
  }
  return JSON.stringify({ ...post, terms });
}

/** What `formatPost` wrote, as a column of the library has it. */
export function parsePost(text: unknown): Post {
  const post = JSON.parse(String(text)) as Omit<Post, 'terms'> & { readonly terms: string };
  return { ...post, terms: post.terms === '' ? [] : post.terms.split(' ').map(parseTerm) };
}

function parseTerm(text: string): MergedTag {
  const code = digits.indexOf(text.charAt(0));
  const category = tagCategories[code >>> 3];
  if (category === undefined) throw new Error(`no category has the code of ${text}`);
  return { name: text.slice(1), category, rank: (code & 7) as CategoryRank };
}
