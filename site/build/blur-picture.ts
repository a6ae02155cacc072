import { crc32, deflateSync } from 'node:zlib';
import { thumbHashToRGBA } from 'thumbhash';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
/** Eight bits each of red, green, blue and alpha; nothing interlaced. */
const format = Buffer.from([8, 6, 0, 0, 0]);
/** Each row as its difference from the one above: of what is smooth little is left. */
const upFilter = 2;
const bytesPerPixel = 4;

/** A thumbhash as a PNG of some 32 pixels: what a browser can show without a script that paints. */
export function blurPicture(thumbhash: string): Uint8Array {
  const { w, h, rgba } = thumbHashToRGBA(Buffer.from(thumbhash, 'base64'));
  const size = Buffer.alloc(8);
  size.writeUInt32BE(w, 0);
  size.writeUInt32BE(h, 4);
  return Buffer.concat([
    signature,
    chunk('IHDR', Buffer.concat([size, format])),
    chunk('IDAT', deflateSync(filterRows(rgba, w * bytesPerPixel), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filterRows(pixels: Uint8Array, rowBytes: number): Uint8Array {
  const rows = pixels.length / rowBytes;
  const filtered = new Uint8Array(pixels.length + rows);
  for (let row = 0; row < rows; row++) {
    const target = row * (rowBytes + 1);
    filtered[target] = upFilter;
    for (let at = 0; at < rowBytes; at++) {
      const place = row * rowBytes + at;
      // The array keeps the lowest eight bits, as the format wants.
      filtered[target + 1 + at] = (pixels[place] ?? 0) - (pixels[place - rowBytes] ?? 0);
    }
  }
  return filtered;
}

/** Length, name, content and checksum. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
