import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CollectionPaths } from '../settings/settings.ts';
import { isDraft, listIfPresent } from './files.ts';

/** Milliseconds after which nobody is about to rename a draft any more: edits do not wait for a run's lock. */
const youth = 60_000;

/** Removes what writes that were cut off have left. Young drafts stay: they may be somebody's. */
export async function removeOldDrafts(drafts: readonly string[]): Promise<void> {
  const old = drafts.filter((draft) => isOlderThan(draft, youth));
  await Promise.all(old.map((draft) => rm(draft, { force: true })));
}

function isOlderThan(path: string, span: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > span;
}

/** The drafts beside the settings, in the trash and in the state folder, but for its cache. */
export async function findLooseDrafts(paths: CollectionPaths): Promise<readonly string[]> {
  const found = await Promise.all([
    draftsBelow(paths.collection, 0),
    draftsBelow(paths.trash, 1),
    draftsBelow(paths.state, 1),
  ]);
  return [...new Set(found.flat())].toSorted();
}

/** The drafts in a folder, and in those that lie so deep in it. */
export async function draftsBelow(folder: string, depth: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await listIfPresent(folder)) {
    const path = join(folder, entry.name);
    if (isDraft(entry)) found.push(path);
    if (entry.isDirectory() && depth > 0) found.push(...(await draftsBelow(path, depth - 1)));
  }
  return found;
}
