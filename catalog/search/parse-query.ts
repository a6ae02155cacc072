import { normaliseTag } from '../tag.ts';
import { Directives, directiveNames } from './directives.ts';
import { type MetatagWord, readMetatag } from './metatags.ts';
import { type Query, QueryError, type QueryNode } from './query.ts';
import { deepest, readTokens, type Token, tooDeep } from './words.ts';

/**
 * Reads a query: a space is AND, `-x` NOT, `~a ~b` OR within their clause, `or`, `and`, brackets, `*` any characters,
 * quotes for literal tags, metatags. `or` binds weakest, then `and`, then the space, as on Danbooru.
 * Throws a QueryError that says where it cannot be read.
 */
export function parseQuery(text: string): Query {
  return new Parser(readTokens(text)).parse();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  readonly #directives = new Directives();

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Query {
    const node = this.#tokens.length === 0 ? { kind: 'all' as const } : this.#readOr();
    return this.#directives.complete(node);
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(kind: Token['kind']): boolean {
    if (this.#next()?.kind !== kind) return false;
    this.#at += 1;
    return true;
  }

  #readOr(): QueryNode {
    const begin = this.#next()?.at ?? 0;
    const parts = [this.#readAnd()];
    while (this.#take('or')) parts.push(this.#readAnd());
    if (parts.length > 1 && parts.some(isEverything)) {
      throw new QueryError('order: and limit: are no alternative to anything', begin);
    }
    return join('or', parts);
  }

  #readAnd(): QueryNode {
    const parts = [this.#readList()];
    while (this.#take('and')) parts.push(this.#readList());
    return join('and', parts);
  }

  /** What stands side by side; the parts marked `~` are one OR among them. */
  #readList(): QueryNode {
    const required: QueryNode[] = [];
    const either: QueryNode[] = [];
    for (let token = this.#next(); token && startsPart(token); token = this.#next()) {
      if (this.#take('~')) either.push(this.#nested(token.at, () => this.#readPart()));
      else required.push(this.#readPart());
    }
    if (required.length + either.length === 0) this.#complain();
    return join('and', either.length > 0 ? [...required, join('or', either)] : required);
  }

  #complain(): never {
    const token = this.#next();
    const before = this.#tokens[this.#at - 1];
    if (token?.kind === 'or' || token?.kind === 'and') {
      throw new QueryError(`"${token.kind}" has nothing before it`, token.at);
    }
    if (token?.kind === ')') throw new QueryError('the brackets hold nothing', token.at);
    throw new QueryError(`"${before?.kind ?? ''}" has nothing after it`, before?.at ?? 0);
  }

  #readPart(): QueryNode {
    const token = this.#next();
    if (!token) return this.#complain();
    if (this.#take('-')) {
      return { kind: 'not', part: this.#nested(token.at, () => this.#readPart()) };
    }
    if (this.#take('~')) return this.#nested(token.at, () => this.#readPart());
    if (this.#take('(')) {
      const inner = this.#nested(token.at, () => this.#readOr());
      if (!this.#take(')')) throw new QueryError('"(" is never closed', token.at);
      return inner;
    }
    if (token.kind !== 'word') return this.#complain();
    this.#at += 1;
    return this.#readWord(token);
  }

  #nested(at: number, read: () => QueryNode): QueryNode {
    this.#depth += 1;
    if (this.#depth > deepest) throw new QueryError(tooDeep, at);
    const part = read();
    this.#depth -= 1;
    return part;
  }

  #readWord(token: WordToken): QueryNode {
    const word = metatagIn(token);
    if (word && directiveNames.has(word.name)) {
      if (this.#depth > 0) {
        throw new QueryError(`${word.name}: stands for the whole query, not within it`, token.at);
      }
      this.#directives.take(word, token.at + token.raw.length);
      return { kind: 'all' };
    }
    const { at, raw } = token;
    const leaf = word && readMetatag(word, raw);
    if (leaf) return leaf;
    if (!token.isQuoted && looksLikeMd5.test(token.text)) {
      return { kind: 'md5', md5: token.text.toLowerCase(), at, raw };
    }
    if (!token.isQuoted && looksLikeFile.test(token.text)) {
      const pattern = token.text.normalize('NFC').toLowerCase();
      return { kind: 'text', field: 'paths', part: 'path', pattern, isLiteral: false, at, raw };
    }
    const name = normaliseTag(token.text);
    if (name === '') throw new QueryError('a tag without a visible character', at);
    return !token.isQuoted && name.includes('*')
      ? { kind: 'wildcard', pattern: name, at }
      : { kind: 'tag', name, at };
  }
}

type WordToken = Token & { readonly kind: 'word' };

const looksLikeMd5 = /^[0-9a-f]{32}$/i;
const looksLikeFile = /[^.]\.(jpe?g|jpe|jfif|a?png|gif|webp|avif)$/i;

function metatagIn(token: WordToken): MetatagWord | undefined {
  const [, name, value] = /^([a-zA-Z_0-9]+):(.*)$/su.exec(token.text) ?? [];
  if (!token.hasPlainName || name === undefined || value === undefined) return undefined;
  return { name: name.toLowerCase(), value, at: token.at, isQuoted: token.isQuoted };
}

function startsPart(token: Token): boolean {
  return token.kind === 'word' || token.kind === '(' || token.kind === '-' || token.kind === '~';
}

function join(kind: 'and' | 'or', parts: readonly QueryNode[]): QueryNode {
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind, parts };
}

/** What is left of parts that say how to answer and not what to find. */
function isEverything(node: QueryNode): boolean {
  return node.kind === 'all' || (node.kind === 'and' && node.parts.every(isEverything));
}

/** A tag as a query, or a part of one, that finds exactly it: in quotes where it would read as something else. */
export function tagQuery(name: string): string {
  // Nearly all tags are so: pages ask this of each of theirs.
  if (/^[a-z0-9][a-z0-9_]*$/.test(name) && !/^(or|and|[0-9a-f]{32})$/.test(name)) return name;
  const isPlain = readsAs(name, name) && readsAs(`(${name} x)`, name);
  return isPlain ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/** Whether a query is a tag, or begins with it. */
function readsAs(query: string, name: string): boolean {
  try {
    const { node } = parseQuery(query);
    const part = node.kind === 'and' && node.parts.length === 2 ? node.parts[0] : node;
    return part?.kind === 'tag' && part.name === name && part.category === undefined;
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  }
}
