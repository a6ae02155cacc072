import { TagCollector, type TagFileContent } from './tag-collector.ts';

/** Words that a tag may have, and characters: beyond, a line is a sentence. */
const longestTag = { words: 12, characters: 200 };

/**
 * Reads a list of tags as Hydrus, gallery-dl and booru downloaders write it: one a line, separated by commas, or by
 * spaces where the words are joined by `_`. `undefined` where the text is no such list: a note, a readme, a web page.
 */
export function parseTagList(text: string): TagFileContent | undefined {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0 || isProse(lines)) return undefined;
  const items = itemsOf(lines).map((item) => item.trim());
  if (isProse(items.filter((item) => item !== ''))) return undefined;
  const tags = new TagCollector();
  for (const item of items) tags.addItem(unescapeBrackets(item));
  return tags.content();
}

function itemsOf(lines: readonly string[]): readonly string[] {
  const withComma = lines.filter((line) => line.includes(',')).length;
  if (withComma * 2 >= lines.length) return lines.flatMap((line) => line.split(','));
  const [only = ''] = lines;
  // Tags joined by spaces have their own words joined by underscores.
  const isSpaced = lines.length === 1 && /\s/u.test(only) && only.includes('_');
  return isSpaced ? only.split(/\s+/u) : lines;
}

/** Prose has sentences, headings, rules or mark-up; a list may hold a few odd tags. */
function isProse(parts: readonly string[]): boolean {
  const odd = parts.filter(isSentence).length;
  return odd * 10 > parts.length;
}

function isSentence(part: string): boolean {
  if (part.includes(','))
    return /\p{L}[.!?]\s+\p{Lu}/u.test(part) || /^(\S+\s+){3,}.*\p{L}\.$/u.test(part);
  const words = part.split(/\s+/u).length;
  return (
    part.length > longestTag.characters ||
    words > longestTag.words ||
    (words >= 4 && /\p{L}[.!?:;]$/u.test(part)) ||
    /\p{L}[.!?]\s+\p{Lu}/u.test(part) ||
    /^([-=*#_~])\1{2,}$/.test(part) ||
    /^#+\s/.test(part) ||
    /^<[!/a-z][^>]*>/i.test(part) ||
    /^[{[]/.test(part) ||
    /^\S+\s+=\s+\S/.test(part)
  );
}

/** Lists made for training write `fate \(series\)`. */
function unescapeBrackets(item: string): string {
  return item.replace(/\\([()])/g, '$1');
}
