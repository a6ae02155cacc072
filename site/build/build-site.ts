import { dirname } from 'node:path';
import { numbersPerFolder } from '../../catalog/addresses.ts';
import { manifestName } from '../../catalog/index/manifest.ts';
import { ChangesSince } from '../../pipeline/library/changes-since.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { SiteReport, SiteRequest } from '../../pipeline/library/site-request.ts';
import { Build, libraryState, type Progress } from './build.ts';
import { putAssets } from './frame.ts';
import { FilePlacer } from './media.ts';
import type { OutputFolder } from './output-folder.ts';
import { PageQueue } from './page-queue.ts';
import { checkOriginals } from './placing-errors.ts';
import { changedGroups, planGroup } from './plan-galleries.ts';
import { sampleOriginals } from './plan-media.ts';
import { type CountedTerm, type PlannedPage, planPages } from './plan-pages.ts';
import { planTags, tagsOf } from './plan-tags.ts';
import { PostFolders } from './post-folders.ts';
import { RenderPool } from './render-pool.ts';
import { putSiteIndex } from './site-index.ts';
import type { Workshop } from './workshop.ts';

/**
 * Builds a site in place, part by part, in an order that a reader can live with: assets, shards, pictures, pages, then the
 * manifest, then what is no longer the site's is removed. A part whose input has not changed is not even planned, and of
 * one that has, only the files that differ are written. So memory and time follow what has changed. `workshop`: what an
 * earlier build has left, and for the next one; after a failure it is of no more use.
 */
export async function buildSite(
  workshop: Workshop,
  request: SiteRequest,
  progress: Progress,
): Promise<SiteReport> {
  const began = performance.now();
  using library = workshop.libraries.open(libraryState(request));
  progress('planning', 0, 0);
  const build = await Build.open({ request, library, progress, workshop });
  try {
    if (!build.isUpToDate) await run(build);
  } finally {
    build.folder.close();
  }
  return {
    ...build.report(),
    seconds: Math.round(performance.now() - began) / 1000,
    problems: build.problems,
  };
}

async function run(build: Build): Promise<void> {
  const { parts, folder, library, request } = build;
  const { settingsFile } = request.settings.paths;
  checkOriginals(sampleOriginals(library, request), folder.path, new FilePlacer(), settingsFile);
  if (!parts.isTrusted) sweepAll(folder);
  else for (const place of ['.', ...parts.changedFolders]) folder.sweepDrafts(place);
  putAssets(build);
  const { root, uses } = await putSiteIndex(build, build.indexParts);
  const kinds = [
    'vocabulary',
    'columns',
    'lookup',
    'relations',
    'related',
    'tags',
    'companions',
    'contents',
  ];
  for (const kind of kinds) parts.dropUnused(kind);
  await putPages(build, uses);
  build.putShards('manifest', (put) => put(manifestName, root));
  build.finish();
}

/** After a build that was cut off drafts may lie anywhere. */
function sweepAll(folder: OutputFolder): void {
  const places = new Set(['.']);
  for (const address of folder.filesBefore) places.add(dirname(address));
  for (const place of places) folder.sweepDrafts(place);
}

/** Pictures and pages: the posts' a folder of a thousand numbers at a time, the gallery's in groups, then the others. */
async function putPages(build: Build, uses: readonly CountedTerm[]): Promise<void> {
  const { library, style, folder, parts } = build;
  const since = build.since('posts');
  const changes = new ChangesSince(library, since);
  await using pool = new RenderPool(build.renderSetup);
  const total = countChanged(library, since);
  const queue = new PageQueue(pool, library, build.renderSetup, {
    begin: () => folder.begin(),
    progress: (done) => build.progress('pages', Math.min(done, total), total),
  });
  const add = (name: string, pages: readonly PlannedPage[]): Promise<void> => {
    const part = parts.open(name);
    const wanted = pages.filter(({ address, hash }) => part.want(address, hash));
    return queue.add(wanted, () => part.close());
  };
  const posts = new PostFolders(build, since, changes);
  for (const thousand of withDamaged(build, 'posts', changes.thousands)) {
    const { pages, close } = posts.put(thousand);
    await queue.add(pages, close);
  }
  if (since === 0) parts.dropUnused('posts');
  const pagesSince = build.since('pages');
  const changedPages = new ChangesSince(library, pagesSince);
  const groups = changedGroups(library, changedPages.thousands, style.pageSize);
  for (const group of withDamaged(build, 'gallery', [...groups])) {
    await add(`gallery ${group}`, planGroup(library, group, style));
  }
  if (pagesSince === 0) parts.dropUnused('gallery');
  const tags = planTags(library, tagsOf(uses), style, changedPages.names);
  for (const { name, isChanged, pages } of tags.parts) {
    const isKept = !isChanged && parts.keep(name) !== undefined;
    if (!isKept) await add(name, pages());
  }
  parts.dropUnused('tag page');
  await add('pages', [...tags.first, ...planPages(library, uses, style)]);
  await queue.finish();
  build.counts.pages.written += queue.written;
}

/** How many posts are looked at, for the progress. */
function countChanged(library: Library, since: number): number {
  const row = library
    .sql(`SELECT count(*) AS count FROM posts JOIN changes ON thousand = number / ${numbersPerFolder}
          WHERE revision > ?`)
    .get(since);
  return Number(row?.['count']);
}

function withDamaged(build: Build, kind: string, changed: readonly number[]): readonly number[] {
  const damaged = build.parts.damaged(kind).map((name) => Number(name.slice(kind.length + 1)));
  return [...new Set([...changed, ...damaged])].toSorted((a, b) => a - b);
}
