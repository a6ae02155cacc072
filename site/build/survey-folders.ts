import { dirname } from 'node:path';
import { clockTick } from '../../pipeline/library/clock-tick.ts';
import type { OutputFolder } from './output-folder.ts';
import type { SiteMemory } from './site-memory.ts';

/** What has happened to a site's folders since its last build. */
export interface FolderSurvey {
  /** Folders in which something came or went, and the names that are in them now. */
  readonly changed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Addresses that are not there any more, and the parts that they belong to. */
  readonly missing: ReadonlySet<string>;
  readonly parts: ReadonlySet<string>;
}

/** Finds files that somebody removed: a folder whose time has not changed has lost none, so it is not even listed. */
export function surveyFolders(memory: SiteMemory, folder: OutputFolder): FolderSurvey {
  const changed = new Map(
    [...memory.folders()]
      .filter(([place, mtime]) => folder.timeOf(place) !== mtime)
      .map(([place]) => [place, folder.list(place)]),
  );
  const missing = new Set<string>();
  const parts = new Set<string>();
  for (const part of new Set([...changed.keys()].flatMap((place) => memory.partsIn(place)))) {
    for (const address of memory.part(part)?.files.keys() ?? []) {
      const place = dirname(address);
      const there = changed.get(place);
      if (!there || there.has(place === '.' ? address : address.slice(place.length + 1))) continue;
      missing.add(address);
      parts.add(part);
    }
  }
  return { changed, missing, parts };
}

/** Remembers the folders as they are now. Those that have changed just now are looked at again by the next build. */
export function rememberFolders(
  memory: SiteMemory,
  folder: OutputFolder,
  places: Iterable<string>,
): void {
  const now = Date.now();
  const times = new Map<string, number | undefined>();
  for (const place of places) {
    const time = folder.timeOf(place);
    times.set(place, time !== undefined && time > now - clockTick(time) ? 0 : time);
  }
  memory.setFolders(times);
}
