import { QueryError } from './query.ts';

/** A piece of a query: a bracket, a prefix, or a word with what it was. */
export type Token =
  | { readonly kind: '(' | ')' | '-' | '~' | 'or' | 'and'; readonly at: number }
  | {
      readonly kind: 'word';
      readonly text: string;
      /** As it was written, quotes and all. */
      readonly raw: string;
      /** Some of it was in quotes or behind a backslash: its `*` are characters. */
      readonly isQuoted: boolean;
      /** Nothing before its first `:` was: it may be a metatag, whose value alone is quoted. */
      readonly hasPlainName: boolean;
      readonly at: number;
    };

/** Brackets and prefixes within each other, at most; and what to say of more. */
export const deepest = 100;
export const tooDeep = 'the query is nested too deeply';

/**
 * Cuts a query into tokens. A tag may hold balanced brackets (`fate_(series)`); a `)` too many belongs to the group
 * around it. Quotes make a word or a metatag's value literal, spaces and all, a value also `'these'`; a backslash takes
 * the next character as it is.
 */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let open = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (/\s/.test(char)) {
      at += 1;
    } else if (char === '(' && opensGroup(text, at)) {
      if (open === deepest) throw new QueryError(tooDeep, at);
      tokens.push({ kind: '(', at });
      open += 1;
      at += 1;
    } else if (char === ')' && open > 0) {
      tokens.push({ kind: ')', at });
      open -= 1;
      at += 1;
    } else if ((char === '-' || char === '~') && isPrefix(text, at)) {
      tokens.push({ kind: char, at });
      at += 1;
    } else {
      const word = readWord(text, at, open > 0);
      tokens.push(word.token);
      at = word.end;
    }
  }
  return tokens;
}

/** `(` begins a group, unless it begins a face such as `(o)_(o)`: there the bracket's end is followed by more. */
function opensGroup(text: string, at: number): boolean {
  let depth = 0;
  for (let place = at; place < text.length; place++) {
    const char = text.charAt(place);
    // What is quoted or escaped in a group is no bracket; a face has neither.
    if (/[\s"\\]/.test(char)) return true;
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth === 0) return !/[^\s)]/.test(text.charAt(place + 1));
  }
  return true;
}

/** `-` and `~` bind to what follows; alone, or before a space, they are a tag's own. */
function isPrefix(text: string, at: number): boolean {
  const next = text.charAt(at + 1);
  return next !== '' && !/\s/.test(next) && next !== ')';
}

function readWord(text: string, start: number, inGroup: boolean): { token: Token; end: number } {
  let at = start;
  let word = '';
  let isQuoted = false;
  let hasPlainName = true;
  let depth = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (/\s/.test(char)) break;
    const isQuote = char === '"' && (at === start || text.charAt(at - 1) === ':');
    if ((isQuote && closes(text, at)) || (char === "'" && quotesValue(text, at, word))) {
      const quoted = readQuoted(text, at);
      hasPlainName &&= word.includes(':');
      word += quoted.text;
      isQuoted = true;
      at = quoted.end;
      continue;
    }
    if (char === '\\' && at + 1 < text.length) {
      hasPlainName &&= word.includes(':');
      word += text.charAt(at + 1);
      isQuoted = true;
      at += 2;
      continue;
    }
    if (char === '(') depth += 1;
    if (char === ')') {
      if (depth === 0 && inGroup) break;
      depth -= 1;
    }
    word += char;
    at += 1;
  }
  const keyword = isQuoted ? undefined : /^(or|and)$/i.exec(word)?.[0].toLowerCase();
  const token: Token =
    keyword === 'or' || keyword === 'and'
      ? { kind: keyword, at: start }
      : { kind: 'word', text: word, raw: text.slice(start, at), isQuoted, hasPlainName, at: start };
  return { token, end: at };
}

function closes(text: string, at: number): boolean {
  const opensWord = at === 0 || /[\s(~:-]/.test(text.charAt(at - 1));
  if (!opensWord) return false;
  if (/"/.test(text.slice(at + 1))) return true;
  throw new QueryError('the quotation mark " is never closed', at);
}

/** Tags have apostrophes of their own (`:'(`, `don't`): only a metatag's whole value is quoted by them. */
function quotesValue(text: string, at: number, before: string): boolean {
  return /^[a-z_0-9]+:$/i.test(before) && /^'(?:[^'\\]|\\.)*'(?![^\s)])/.test(text.slice(at));
}

function readQuoted(text: string, start: number): { text: string; end: number } {
  const mark = text.charAt(start);
  let quoted = '';
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== mark) {
    if (text.charAt(at) === '\\' && at + 1 < text.length) at += 1;
    quoted += text.charAt(at);
    at += 1;
  }
  if (at >= text.length) throw new QueryError('the quotation mark " is never closed', start);
  return { text: quoted, end: at + 1 };
}
