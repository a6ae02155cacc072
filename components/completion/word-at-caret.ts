import { tagQuery } from '../../catalog/search/parse-query.ts';
import { isTagCategory, type TagCategory } from '../../catalog/tag.ts';

/** The word of a query that the caret stands in, as completion sees it. */
export interface WordAtCaret {
  /** What is replaced when a completion is taken: without `-`, `~` and `(` before it. */
  readonly start: number;
  readonly end: number;
  /** From the word's beginning to the caret, without category and quotes. */
  readonly typed: string;
  /** The category written before it. */
  readonly category: TagCategory | undefined;
  readonly isQuoted: boolean;
  /** The plain words right before it, which may be parts of the same tag, nearest last. */
  readonly before: readonly string[];
}

/** Words before the caret's that may belong to its tag. */
const mostBefore = 2;

/** Finds the word. A quoted word may hold spaces; brackets that belong to a tag stay in it. */
export function wordAtCaret(text: string, caret: number): WordAtCaret {
  const { start: rawStart, isQuoted } = startOfWord(text, caret);
  let start = rawStart;
  while (start < caret && /[-~(]/.test(text.charAt(start))) start += 1;
  const before = text.slice(start, caret);
  const [, name = '', rest = ''] = /^([a-z]+):(.*)$/isu.exec(before) ?? [];
  const category = isTagCategory(name.toLowerCase()) ? name.toLowerCase() : undefined;
  const typed = category === undefined ? before : rest;
  return {
    start,
    end: isQuoted ? endOfQuoted(text, caret) : endOfWord(text, start, caret),
    typed: typed.startsWith('"') ? typed.slice(1).replace(/\\(.)/gsu, '$1') : typed,
    category: isTagCategory(category) ? category : undefined,
    isQuoted,
    before: start === rawStart && category === undefined ? plainWords(text.slice(0, start)) : [],
  };
}

/** The last words of a text while they are plain: no operator, group, metatag, pattern or quotes. */
function plainWords(text: string): readonly string[] {
  const [run = ''] = /(?:(?:^|\s)[\p{L}\p{N}\p{M}_]+)*\s?$/u.exec(text) ?? [];
  const words = run.split(/\s/).filter((word) => word !== '');
  return words.filter((word) => !/^(?:and|or)$/i.test(word)).length === words.length
    ? words.slice(-mostBefore)
    : [];
}

function startOfWord(text: string, caret: number): { start: number; isQuoted: boolean } {
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < caret; at++) {
    const char = text.charAt(at);
    if (isQuoted && char === '\\') at += 1;
    else if (char === '"' && (isQuoted || at === start || /[-~(:]/.test(text.charAt(at - 1)))) {
      isQuoted = !isQuoted;
    } else if (!isQuoted && /\s/.test(char)) start = at + 1;
  }
  return { start, isQuoted };
}

function endOfQuoted(text: string, caret: number): number {
  const quote = text.indexOf('"', caret);
  return quote < 0 ? caret : quote + 1;
}

/** A `)` that the word did not open closes a group around it. */
function endOfWord(text: string, start: number, caret: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (at >= caret && (depth < 0 || /\s/.test(char))) return at;
  }
  return text.length;
}

/**
 * The query with the word, and as many words before it, replaced by a tag, and where the caret goes: behind a space,
 * ready for the next word.
 */
export function takeCompletion(
  text: string,
  word: WordAtCaret,
  name: string,
  wordsBefore = 0,
): { readonly text: string; readonly caret: number } {
  const written = tagQuery(name);
  // A category and quotes do not go together: quotes take all of a word as a tag.
  const category = word.category !== undefined && written === name ? `${word.category}:` : '';
  const start = startOfWords(text, word.start, wordsBefore);
  const after = text.slice(word.end);
  const inserted = category + written + (/^[\s)]/.test(after) ? '' : ' ');
  const caret = start + inserted.length + (/^\s/.test(after) ? 1 : 0);
  return { text: text.slice(0, start) + inserted + after, caret };
}

function startOfWords(text: string, start: number, words: number): number {
  if (words === 0) return start;
  const [run = ''] = new RegExp(`(?:\\S+\\s+){${words}}$`).exec(text.slice(0, start)) ?? [];
  return start - run.length;
}

/** The query with the word replaced by a metatag; the caret stays behind its colon, or goes behind a space. */
export function insertHint(
  text: string,
  word: WordAtCaret,
  hint: string,
): { readonly text: string; readonly caret: number } {
  const after = text.slice(word.end);
  const inserted = hint.endsWith(':') || /^[\s)]/.test(after) ? hint : `${hint} `;
  return {
    text: text.slice(0, word.start) + inserted + after,
    caret: word.start + inserted.length,
  };
}

/** Whether one is more of the other, or less: it is being typed. */
export function isSameWord(before: WordAtCaret, word: WordAtCaret): boolean {
  const [short, long] = [before.typed, word.typed].toSorted((a, b) => a.length - b.length);
  return before.start === word.start && short !== '' && long?.startsWith(short ?? '') === true;
}
