import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings } from '../pipeline/settings/settings.ts';
import { makeReadyCollection } from './ready-collection.ts';
import { type Bench, resultOf } from './result.ts';
import { runCommand, runMeasured } from './run-measured.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const bareEleventy = fileURLToPath(new URL('bare-eleventy.ts', import.meta.url));

/**
 * The site beside bare Eleventy over the same posts, templates and library. Ours also writes index, pictures, home and
 * tags; Eleventy alone the posts' and the gallery's pages.
 */
export const bench: Bench = async ({ count, folder, say }) => {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'homebooru-bench-'));
  const collection = join(home, `collection-${count}`);
  const [ours, theirs] = [join(home, 'site-ours'), join(home, 'site-eleventy')];
  try {
    say(`making a collection of ${count} …`);
    await makeReadyCollection(collection, count);
    const { paths, thumbnails, site } = await readSettings(collection, true);
    await runCommand('rebuild', '--collection', collection, '--offline');
    for (const out of [ours, theirs]) rmSync(out, { recursive: true, force: true });
    say('site …');
    const where = ['--collection', collection, '--offline', '--out', ours];
    const { output: _site, ...own } = await runCommand('site', ...where);
    say('bare Eleventy …');
    const sizes = [thumbnails.grid, thumbnails.preview, site.pageSize].map(String);
    const words = [bareEleventy, paths.state, relative(project, theirs), ...sizes];
    const { output: _bare, ...bare } = await runMeasured(words, project);
    const pages = readdirSync(theirs, { recursive: true }).length;
    if (pages < count) throw new Error(`bare Eleventy wrote ${pages} pages of ${count} posts`);
    const ratios = {
      seconds: own.seconds / bare.seconds,
      cpuSeconds: own.cpuSeconds / bare.cpuSeconds,
      peakMegabytes: own.peakMegabytes / bare.peakMegabytes,
    };
    return resultOf('eleventy', count, [
      { name: 'site, from a library', figures: { ...own } },
      { name: 'bare Eleventy, pages alone', figures: { ...bare } },
      { name: 'ratio', figures: ratios },
    ]);
  } finally {
    if (folder === undefined) rmSync(home, { recursive: true, force: true });
  }
};
