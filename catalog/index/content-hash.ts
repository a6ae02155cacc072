const encoder = new TextEncoder();

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 (ISO 3309, as in PNG and gzip). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) {
    crc = (crcTable[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
export function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash >>> 0;
}

/** The same of a text as UTF-8. Names are nearly always ASCII, whose characters are its bytes. */
export function fnv1aOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) return fnv1a(encoder.encode(text));
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  return hash >>> 0;
}

/** Tells versions of a shard apart and finds damage: CRC-32 then FNV-1a, 16 hex digits. Not against forgery. */
export function contentHash(content: Uint8Array | string): string {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  return hex32(crc32(bytes)) + hex32(fnv1a(bytes));
}

function hex32(value: number): string {
  return value.toString(16).padStart(8, '0');
}

export function hashToBytes(hash: string): Uint8Array {
  return Uint8Array.from({ length: 8 }, (_, at) =>
    Number.parseInt(hash.slice(at * 2, at * 2 + 2), 16),
  );
}

/** Of eight bytes. */
export function hashFromBytes(bytes: Uint8Array): string {
  const word = (at: number): number =>
    bytes.subarray(at, at + 4).reduce((value, byte) => value * 256 + byte, 0);
  return hex32(word(0)) + hex32(word(4));
}
