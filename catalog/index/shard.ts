import { contentHash } from './content-hash.ts';
import { indexVersion } from './parameters.ts';

/** A file of the index before it is wrapped in a script: bytes (posting lists, columns) or text (JSON). */
export type ShardContent = Uint8Array | string;

/** The function that a shard's script calls; the page's script defines it before it loads a shard. */
export const shardFunction = 'homebooruShard';

/** `t`: the payload is the text itself; `b`: bytes in base64; `l`: bytes as the characters U+0000 to U+00FF. */
export type ShardEncoding = 't' | 'b' | 'l';

/** What a shard's script says. */
export interface ShardCall {
  readonly version: number;
  /** Its name: its path below `data/`, without `.js`. */
  readonly name: string;
  readonly hash: string;
  readonly encoding: ShardEncoding;
  readonly payload: string;
}

/** The shard's place below the site's root. */
export function shardAddress(name: string): string {
  return `data/${name}.js`;
}

/** A classic script, because `file://` pages may load nothing else. The same content gives the same script. */
export function wrapShard(name: string, content: ShardContent): { script: string; hash: string } {
  const hash = contentHash(content);
  const [encoding, payload] = wrap(content);
  const args = [`${indexVersion}`, textLiteral(name), `"${hash}"`, `"${encoding}"`];
  return { script: `${shardFunction}(${args.join(',')},${payload});\n`, hash };
}

/** What is like chance costs least in base64, anything else as characters; measured after gzip. */
function wrap(content: ShardContent): readonly [ShardEncoding, literal: string] {
  if (typeof content === 'string') return ['t', textLiteral(content)];
  let high = 0;
  for (const byte of content) if (byte > 127) high += 1;
  return high > content.length * mostHighBytes
    ? ['b', `"${btoa(charactersOf(content))}"`]
    : ['l', `"${charactersOf(content).replace(/[\n\r"\\]/g, escapeCharacter)}"`];
}

/** As characters a byte above 127 takes two: with more than this share of them base64 is shorter. */
const mostHighBytes = 0.2;

/** A JSON literal that is safe in a script, inside HTML too. */
function textLiteral(value: string): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Only what may not stand in a string literal is escaped: every other character is one byte of the content. */
function escapeCharacter(char: string): string {
  if (char === '\n') return '\\n';
  return char === '\r' ? '\\r' : `\\${char}`;
}

/** A shard that is not what it says: damaged, or of a version that this reader does not know. */
export class ShardError extends Error {
  override readonly name = 'ShardError';

  /** By its name: each script of a page has this class of its own, and one catches what another has thrown. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'ShardError';
  }
}

/** Takes a shard's content out of its call, or throws a ShardError. */
export function unwrapShard(call: ShardCall): ShardContent {
  if (call.version !== indexVersion) {
    throw new ShardError(
      `data/${call.name} is of index version ${call.version}; this page reads version ${indexVersion}`,
    );
  }
  const content = readPayload(call);
  if (content === undefined || contentHash(content) !== call.hash) {
    throw new ShardError(`data/${call.name} is damaged`);
  }
  return content;
}

/** What a shard's script holds; `undefined` where it is not what `wrapShard` makes of content with this hash. */
export function contentOfScript(
  name: string,
  script: string,
  hash: string,
): ShardContent | undefined {
  const start = `${shardFunction}(${indexVersion},${textLiteral(name)},"${hash}",`;
  const [, encoding, literal] = /^"([tbl])",(".*")\);\n$/s.exec(script.slice(start.length)) ?? [];
  if (!script.startsWith(start) || literal === undefined) return undefined;
  const payload = encoding === 't' ? readText(literal) : unescapeCharacters(literal.slice(1, -1));
  if (payload === undefined) return undefined;
  const call = { version: indexVersion, name, hash, encoding: encoding as ShardEncoding, payload };
  const content = readPayload(call);
  return content !== undefined && contentHash(content) === hash ? content : undefined;
}

function readText(literal: string): string | undefined {
  try {
    const text: unknown = JSON.parse(literal);
    return typeof text === 'string' ? text : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Undoes `escapeCharacter`. */
function unescapeCharacters(text: string): string {
  return text.replace(/\\(.)/gs, (_, char: string) => {
    if (char === 'n') return '\n';
    return char === 'r' ? '\r' : char;
  });
}

function readPayload({ encoding, payload }: ShardCall): ShardContent | undefined {
  if (encoding === 't') return payload;
  const characters = encoding === 'b' ? fromBase64(payload) : payload;
  return characters === undefined ? undefined : bytesWritten(characters);
}

/** Undoes `charactersOf`; `undefined` where a character is no byte. */
function bytesWritten(characters: string): Uint8Array | undefined {
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) {
    const code = characters.charCodeAt(at);
    if (code > 255) return undefined;
    bytes[at] = code;
  }
  return bytes;
}

/** Each byte as the character of its number: what this encoding of UTF-16 is where every other byte is 0. */
function charactersOf(bytes: Uint8Array): string {
  return wide.decode(new Uint16Array(bytes));
}

const wide = new TextDecoder('utf-16le', { ignoreBOM: true });

function fromBase64(payload: string): string | undefined {
  try {
    return atob(payload);
  } catch {
    // `atob` throws on what is no base64, and on nothing else.
    return undefined;
  }
}

/** The content of a shard that must be bytes, or must be text. */
export function bytesOf(content: ShardContent): Uint8Array {
  if (typeof content === 'string') throw new ShardError('a shard holds text where bytes belong');
  return content;
}

/** The same of text, as the JSON that it must be. */
export function jsonOf(content: ShardContent): unknown {
  if (typeof content !== 'string') throw new ShardError('a shard holds bytes where text belongs');
  try {
    return JSON.parse(content);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new ShardError('a shard holds text that is no JSON', { cause });
  }
}
