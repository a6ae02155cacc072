import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, stop } from 'esbuild';
import { contentHash } from '../catalog/index/content-hash.ts';
import type { Assets } from './page-data.ts';
import { shapeStyles } from './view/shape-styles.ts';

const project = dirname(import.meta.dirname);

/** What the browser loads, by address below the root. The same sources give the same bytes, on any machine. */
export interface BundledAssets {
  readonly assets: Assets;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Bundles the scripts and the styles. Every script is classic and stands alone, because modules do not load from disk;
 * page scripts take the loader from the core's global (components/page-context.ts); Lit is in the search field's alone.
 */
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
  const [
    styles,
    icon,
    theme,
    findRoot,
    core,
    suggest,
    gallery,
    post,
    viewer,
    viewerStyles,
    settings,
    slideshow,
    tags,
    editing,
    tagEditor,
    selection,
  ] = await Promise.all([
    bundleStyles(),
    readFile(join(project, 'site/styles/icon.svg')),
    bundleScript('components/theme/theme-first.ts'),
    bundleScript('components/not-found/find-root.ts'),
    bundleScript('components/core.ts'),
    bundleScript('components/suggest.ts'),
    bundleScript('components/gallery-page.ts'),
    bundleScript('components/post-page.ts'),
    bundleScript('components/viewer/viewer.ts'),
    bundle({ entryPoints: ['components/viewer/viewer.css'] }),
    bundleScript('components/settings/settings-dialog.ts'),
    bundleScript('components/slideshow/slideshow.ts'),
    bundleScript('components/tags-page.ts'),
    bundleScript('components/editing/editing.ts'),
    bundleScript('components/tag-editor/open-tag-editor.ts'),
    bundleScript('components/selection/selection.ts'),
  ]);
  // Empty here; the sidecar answers this one address with its own, so the name carries no hash.
  const files = new Map<string, Uint8Array>([['assets/host.js', new Uint8Array()]]);
  const add = (name: string, extension: string, bytes: Uint8Array): string => {
    const address = `assets/${name}-${contentHash(bytes)}.${extension}`;
    files.set(address, bytes);
    return address;
  };
  const assets = {
    styles: add('site', 'css', styles),
    icon: add('icon', 'svg', icon),
    theme: add('theme', 'js', theme),
    findRoot: add('find-root', 'js', findRoot),
    core: add('core', 'js', core),
    suggest: add('suggest', 'js', suggest),
    gallery: add('gallery', 'js', gallery),
    post: add('post', 'js', post),
    viewer: add('viewer', 'js', viewer),
    viewerStyles: add('viewer', 'css', viewerStyles),
    settings: add('settings', 'js', settings),
    slideshow: add('slideshow', 'js', slideshow),
    tags: add('tags', 'js', tags),
    editing: add('editing', 'js', editing),
    tagEditor: add('tag-editor', 'js', tagEditor),
    selection: add('selection', 'js', selection),
  };
  return { assets, files };
}

function bundleScript(entry: string): Promise<Uint8Array> {
  // The styles of a part that only some visits need come with its script.
  const loader = { '.css': 'text' } as const;
  return bundle({ entryPoints: [entry], format: 'iife', target: 'es2022', loader });
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
  });
}

async function bundle(options: BuildOptions): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: project,
    bundle: true,
    minify: true,
    charset: 'utf8',
    legalComments: 'eof',
    logLevel: 'silent',
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote nothing');
  return file.contents;
}
