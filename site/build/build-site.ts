import { dirname } from 'node:path';
import { manifestName } from '../../catalog/index/manifest.ts';
import { ChangesSince } from '../../pipeline/library/changes-since.ts';
import { namingLibrary } from '../../pipeline/library/database-error.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import type { SiteReport, SiteRequest } from '../../pipeline/library/site-request.ts';
import { Build, type Progress } from './build.ts';
import { putAssets } from './frame.ts';
import { libraryState } from './library-state.ts';
import { FilePlacer } from './media.ts';
import type { OutputFolder } from './output-folder.ts';
import { PageQueue } from './page-queue.ts';
import { checkOriginals } from './placing-errors.ts';
import { changedGroups, planGroup } from './plan-galleries.ts';
import { sampleOriginals } from './plan-media.ts';
import { type PlannedPage, planPages } from './plan-pages.ts';
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
  const state = libraryState(request);
  using library = workshop.libraries.open(state);
  progress('planning', 0, 0);
  const wish = { request, library, progress, workshop };
  const build = await namingLibrary(state, () => Build.open(wish));
  try {
    if (!build.isUpToDate) await namingLibrary(state, () => run(build));
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
  else {
    folder.sweepDrafts('.');
    for (const [place, names] of parts.changedFolders) folder.sweepDrafts(place, names);
  }
  putAssets(build);
  const root = await putIndexAndPages(build);
  build.putShards('manifest', (put) => put(manifestName, root));
  build.finish();
}

/** Everything but the manifest, which is answered. No other process writes into the site any more once it is. */
async function putIndexAndPages(build: Build): Promise<string> {
  const { parts, folder, library, workshop } = build;
  await using pool = new RenderPool(build.renderSetup, workshop.sharing.renderers);
  const posts = new PostFolders(build, pool, new ChangesSince(library, build.since('posts')));
  // Where there was no site nobody reads it yet: then the order does not matter, and no core waits for another.
  const isNew = folder.before === undefined;
  if (isNew) posts.begin();
  await using index = await putSiteIndex(build, build.indexParts);
  for (const kind of indexKinds) parts.dropUnused(kind);
  if (!isNew) {
    posts.begin();
    // Other pages lead to these.
    await posts.finish();
  }
  await putPages(build, pool, index.uses);
  if (isNew) await posts.finish();
  if (build.since('posts') === 0) parts.dropUnused('posts');
  // Pages name none of these, and what is found out for them may take as long as all of that.
  const root = await index.finish();
  for (const kind of storeKinds) parts.dropUnused(kind);
  return root;
}

const indexKinds = ['vocabulary', 'columns', 'lookup', 'relations', 'tags', 'contents'];
const storeKinds = ['related', 'companions'];

/** After a build that was cut off drafts may lie anywhere. */
function sweepAll(folder: OutputFolder): void {
  const places = new Set(['.']);
  for (const address of folder.filesBefore) places.add(dirname(address));
  for (const place of places) folder.sweepDrafts(place);
}

/** The pages that are not the posts': the gallery's in groups, those of the tags, then the others. */
async function putPages(build: Build, pool: RenderPool, uses: readonly TermUse[]): Promise<void> {
  const { library, style, folder, parts, workshop, renderSetup } = build;
  const queue = new PageQueue(pool, renderSetup, {
    library,
    folder,
    templates: workshop.templates,
  });
  const add = (name: string, pages: readonly PlannedPage[]): Promise<void> => {
    const part = parts.open(name);
    const wanted = pages.filter(({ address, hash }) => part.want(address, hash));
    return queue.add(wanted, () => parts.close(name, part));
  };
  const since = build.since('pages');
  const changes = new ChangesSince(library, since);
  const groups = changedGroups(library, changes.thousands, style.pageSize);
  for (const group of parts.withDamaged('gallery', groups)) {
    await add(`gallery ${group}`, planGroup(library, group, style));
  }
  if (since === 0) parts.dropUnused('gallery');
  const categories = workshop.terms.categoriesSince(since);
  const terms = { uses, tags: tagsOf(uses) };
  const tags = planTags(library, terms, style, changes.names, categories);
  for (const { name, isChanged, pages } of tags.parts) {
    const isKept = !isChanged && parts.keep(name) !== undefined;
    if (!isKept) await add(name, pages());
  }
  parts.dropUnused('tag page');
  await add('pages', [...tags.first, ...planPages(library, terms, style)]);
  await queue.finish();
  build.counts.pages.written += queue.written;
}
