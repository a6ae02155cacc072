import { parse } from 'csv-parse/sync';
import type { ListedTag } from '../../catalog/adopt-tags.ts';
import { isTagCategory, normaliseTag, type TagCategory } from '../../catalog/tag.ts';
import { reasonOf } from '../library/files.ts';
import { SettingsError } from './settings-error.ts';

/** A list of tags, as sites and programs for completion publish them. */
export interface TagList {
  readonly tags: readonly ListedTag[];
  /** Whose numbers the categories are. */
  readonly numbering: 'danbooru' | 'e621';
  /** Rows that are none. */
  readonly unread: number;
}

type Numbering = ReadonlyMap<string, TagCategory>;

const danbooru: Numbering = new Map([
  ['0', 'general'],
  ['1', 'artist'],
  ['3', 'copyright'],
  ['4', 'character'],
  ['5', 'meta'],
]);
const e621: Numbering = new Map([
  ['0', 'general'],
  ['1', 'artist'],
  ['2', 'artist'],
  ['3', 'copyright'],
  ['4', 'character'],
  ['5', 'species'],
  ['6', 'general'],
  ['7', 'meta'],
  ['8', 'lore'],
]);

/**
 * Reads rows of `name,category,post_count,aliases`: the category as a number or a word, the aliases in one field, with
 * commas. A file with e621's own numbers (2, 6, 7, 8) has all of them. Throws a SettingsError where it holds no tags.
 */
export function parseTagList(text: string): TagList {
  const rows = readRows(text);
  const isE621 = rows.some(([, category = '']) => /^[2678]$/.test(category.trim()));
  const numbers = isE621 ? e621 : danbooru;
  const tags: ListedTag[] = [];
  let unread = 0;
  for (const [raw = '', field = '', , others = ''] of rows) {
    const name = normaliseTag(raw);
    const word = field.trim().toLowerCase();
    const category = isTagCategory(word) ? word : numbers.get(word);
    if (name === '' || category === undefined) {
      unread += 1;
      continue;
    }
    const aliases = others.split(',').map(normaliseTag);
    tags.push({
      name,
      ...(category === 'general' ? {} : { category }),
      aliases: aliases.filter((alias) => alias !== ''),
    });
  }
  if (tags.length === 0) {
    throw new SettingsError(
      'holds no tags: it wants rows of name, category, count and aliases, as in: cat,0,100,"cats,kitty"',
    );
  }
  return { tags, numbering: isE621 ? 'e621' : 'danbooru', unread };
}

function readRows(text: string): readonly (readonly string[])[] {
  try {
    const rows: string[][] = parse(text, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    const isHeader =
      /^(name|tag)$/i.test(rows[0]?.[0]?.trim() ?? '') && !/^\d/.test(rows[0]?.[1] ?? '');
    return isHeader ? rows.slice(1) : rows;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw new SettingsError(`is no CSV: ${reasonOf(cause)}`, { cause });
  }
}
