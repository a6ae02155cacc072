import { isTagCategory, normaliseTag } from '../../catalog/tag.ts';
import type { DraftTag } from './draft.ts';

/** A tag as one writes it into an editor. */
export interface TagWord extends DraftTag {
  /** `-tag`: to be taken away. */
  readonly isRemoval: boolean;
}

/**
 * Reads what was typed or pasted: tags with white space between them, or, where there are commas or lines, one between
 * each two of these, spaces and all. `character:name` says the category, `-name` takes away; `-_-` is a tag.
 */
export function readTagWords(text: string): readonly TagWord[] {
  const isList = /\n|,\s/.test(text.trim());
  const words = text.split(isList ? /[\n\r]+|,(?:\s+|$)/ : /\s+/);
  const read = words.map((word) => readTagWord(word.trim()));
  return [...new Map(read.map((word) => [word.name, word])).values()].filter(
    ({ name }) => name !== '',
  );
}

function readTagWord(word: string): TagWord {
  const isRemoval = /^-[\p{L}\p{N}]/u.test(word);
  const [, prefix = '', rest = ''] =
    /^([a-z]+):(.+)$/isu.exec(isRemoval ? word.slice(1) : word) ?? [];
  const category = prefix.toLowerCase();
  if (isTagCategory(category)) return { name: normaliseTag(rest), category, isRemoval };
  return { name: normaliseTag(isRemoval ? word.slice(1) : word), isRemoval };
}

/** The word that one is typing, as completion sees it. */
export function typedWord(text: string): Pick<TagWord, 'name' | 'category'> {
  const { name, category } = readTagWord(text.trimStart());
  // With nothing behind it, a category is still a category.
  const [, prefix = ''] = /^-?([a-z]+):$/i.exec(text.trim()) ?? [];
  const said = prefix.toLowerCase();
  return isTagCategory(said) ? { name: '', category: said } : { name, category };
}
