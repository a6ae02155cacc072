import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { isObject, readJson } from '../../catalog/json.ts';
import { cachePath } from '../../pipeline/library/library-files.ts';
import { type BundledAssets, bundleAssets } from '../bundle/bundle-assets.ts';
import type { Assets } from '../page-data.ts';
import { writeInPlace } from './drafts.ts';
import { readIfThere } from './read-if-there.ts';

/**
 * Scripts and styles as they were last bundled from these sources: bundling takes longer than an edit. `state`: where the
 * collection keeps what can be made again; `sources`: the hash of the program's own text.
 */
export async function keptAssets(state: string, sources: string): Promise<BundledAssets> {
  const path = join(cachePath(state), 'assets.json');
  const known = parse(readIfThere(path)?.toString('utf8'), sources);
  if (known) return known;
  const made = await bundleAssets();
  const text = format(made, sources);
  mkdirSync(cachePath(state), { recursive: true });
  writeInPlace(path, text);
  return made;
}

/** The hash finds damage. */
function format({ assets, files }: BundledAssets, sources: string): string {
  const texts = [...files].map(([address, bytes]) => [
    address,
    Buffer.from(bytes).toString('base64'),
  ]);
  const content = JSON.stringify({ assets, files: texts });
  return JSON.stringify({ sources, hash: contentHash(content), content });
}

function parse(text: string | undefined, sources: string): BundledAssets | undefined {
  const kept = text === undefined ? undefined : readJson(text);
  if (!isObject(kept) || kept['sources'] !== sources) return undefined;
  const { content, hash } = kept;
  if (typeof content !== 'string' || contentHash(content) !== hash) return undefined;
  // Our own text, whole, and made by these very sources.
  const { assets, files } = JSON.parse(content) as { assets: Assets; files: [string, string][] };
  return {
    assets,
    files: new Map(files.map(([address, own]) => [address, Buffer.from(own, 'base64')])),
  };
}
