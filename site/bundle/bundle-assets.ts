import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stop } from 'esbuild';
import { contentHash } from '../../catalog/index/content-hash.ts';
import type { Assets } from '../page-data.ts';
import { shapeStyles } from '../view/shape-styles.ts';
import { bundle, project } from './esbuild.ts';
import { bundleScriptFiles } from './script-files.ts';
import type { EntryName } from './split-scripts.ts';

/** What the browser loads, by address below the root. The same sources give the same bytes, on any machine. */
export interface BundledAssets {
  readonly assets: Assets;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Bundles the scripts and the styles. */
export async function bundleAssets(): Promise<BundledAssets> {
  bundling += 1;
  try {
    return await bundleAll();
  } finally {
    bundling -= 1;
    // Its process would hold 100 MB until ours ends.
    if (bundling === 0) await stop();
  }
}

/** Bundlings under way. */
let bundling = 0;

async function bundleAll(): Promise<BundledAssets> {
  const [styles, icon, touchIcon, theme, findRoot, viewerStyles, scripts] = await Promise.all([
    bundleStyles(),
    readFile(join(project, 'site/styles/icon.svg')),
    readFile(join(project, 'site/styles/touch-icon.png')),
    // These two stand alone: they run before the first paint.
    bundle({ entryPoints: ['components/theme/theme-first.ts'], format: 'iife' }),
    bundle({ entryPoints: ['components/not-found/find-root.ts'], format: 'iife' }),
    bundle({ entryPoints: ['components/viewer/viewer.css'], loader: { '.css': 'css' } }),
    bundleScriptFiles(),
  ]);
  // Empty here; the sidecar answers this one address with its own, so the name carries no hash.
  const files = new Map<string, Uint8Array>([['assets/host.js', new Uint8Array()]]);
  const add = (name: string, extension: string, bytes: Uint8Array): string => {
    const address = `assets/${name}-${contentHash(bytes)}.${extension}`;
    files.set(address, bytes);
    return address;
  };
  const addresses = new Map(
    [...scripts.files].map(([name, bytes]) => [name, add(kebab(name), 'js', bytes)]),
  );
  const script = (name: EntryName): readonly string[] =>
    scripts.needs[name].map((file) => addresses.get(file) ?? '');
  const assets = {
    styles: add('site', 'css', styles),
    icon: add('icon', 'svg', icon),
    touchIcon: add('touch-icon', 'png', touchIcon),
    theme: add('theme', 'js', theme),
    findRoot: add('find-root', 'js', findRoot),
    core: addresses.get('core') ?? '',
    suggest: script('suggest'),
    gallery: script('gallery'),
    endless: script('endless'),
    results: script('results'),
    post: script('post'),
    viewer: script('viewer'),
    viewerStyles: add('viewer', 'css', viewerStyles),
    settings: script('settings'),
    slideshow: script('slideshow'),
    tags: script('tags'),
    editing: script('editing'),
    tagEditor: script('tagEditor'),
    selection: script('selection'),
  };
  return { assets, files };
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function bundleStyles(): Promise<Uint8Array> {
  const contents = `@import "./site.css";\n${shapeStyles()}`;
  return bundle({
    stdin: {
      contents,
      resolveDir: join(project, 'site/styles'),
      sourcefile: 'all.css',
      loader: 'css',
    },
    loader: { '.css': 'css' },
  });
}
