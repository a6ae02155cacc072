import { contentHash } from './content-hash.ts';
import { indexVersion } from './parameters.ts';

/** A file of the index before it is wrapped in a script: bytes (posting lists, columns) or text (JSON). */
export type ShardContent = Uint8Array | string;

/** The function that a shard's script calls; the page's script defines it before it loads a shard. */
export const shardFunction = 'homebooruShard';

/** What a shard's script says. */
export interface ShardCall {
  readonly version: number;
  /** Its name: its path below `data/`, without `.js`. */
  readonly name: string;
  readonly hash: string;
  /** `t`: the payload is the text itself; `b`: bytes in base64. */
  readonly encoding: 't' | 'b';
  readonly payload: string;
}

/** The shard's place below the site's root. */
export function shardAddress(name: string): string {
  return `data/${name}.js`;
}

/** A classic script, because `file://` pages may load nothing else. The same content gives the same script. */
export function wrapShard(name: string, content: ShardContent): { script: string; hash: string } {
  const hash = contentHash(content);
  const [encoding, payload] =
    typeof content === 'string' ? ['t', content] : ['b', bytesToBase64(content)];
  const args = [indexVersion, name, hash, encoding, payload].map(scriptLiteral).join(',');
  return { script: `${shardFunction}(${args});\n`, hash };
}

/** A JSON literal that is safe in a script, inside HTML too. */
function scriptLiteral(value: string | number): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A shard that is not what it says: damaged, or of a version that this reader does not know. */
export class ShardError extends Error {
  override readonly name = 'ShardError';
}

/** Takes a shard's content out of its call, or throws a ShardError. */
export function unwrapShard(call: ShardCall): ShardContent {
  if (call.version !== indexVersion) {
    throw new ShardError(
      `data/${call.name} is of index version ${call.version}; this page reads version ${indexVersion}`,
    );
  }
  const content = call.encoding === 't' ? call.payload : base64ToBytes(call.payload);
  if (content === undefined || contentHash(content) !== call.hash) {
    throw new ShardError(`data/${call.name} is damaged`);
  }
  return content;
}

function bytesToBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}

function base64ToBytes(payload: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
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

export function jsonOf(content: ShardContent): unknown {
  if (typeof content !== 'string') throw new ShardError('a shard holds bytes where text belongs');
  return JSON.parse(content);
}
