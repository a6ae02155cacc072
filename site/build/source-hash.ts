import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentHash } from '../../catalog/index/content-hash.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything whose change may change a page: the program's own text, and the versions of what it is built with. */
const parts = ['catalog', 'components', 'site', '.eleventy.js', 'package-lock.json'];

/** Tells versions of the program apart, as far as pages and shards go. The same sources give the same hash anywhere. */
export function hashSources(): string {
  const lines = parts
    .flatMap((part) => [...listFiles(part)])
    .map((path) => {
      return `${path} ${contentHash(readFileSync(join(root, path)))}`;
    });
  return contentHash(lines.sort().join('\n'));
}

function* listFiles(part: string): Generator<string> {
  if (/\.\w+$/.test(part)) {
    yield part;
    return;
  }
  for (const entry of readdirSync(join(root, part), { withFileTypes: true })) {
    const path = `${part}/${entry.name}`;
    if (entry.isDirectory()) yield* listFiles(path);
    else if (/\.(ts|css|svg|png|js)$/.test(entry.name)) yield path;
  }
}
