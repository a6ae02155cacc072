import { decoderVersion } from '../decode/jobs.ts';
import { removeOldDrafts } from '../library/drafts.ts';
import type { Library } from '../library/library.ts';
import { type ComparedWalk, isUnread } from '../scan/compare-walk.ts';
import { type Delta, fileKey } from '../scan/delta.ts';
import { deviceOf, findImageRoots } from '../scan/image-roots.ts';
import type { ImageRoot, TagFile } from '../scan/walk.ts';
import { type WalkAside, walkAside } from '../scan/walk-aside.ts';
import type { Settings } from '../settings/settings.ts';
import type { Context } from './context.ts';
import { guardDevice, guardFolders } from './guard.ts';

/** What a scan found out. */
export interface Scan {
  readonly roots: readonly ImageRoot[];
  readonly delta: Delta;
  /** What may be tag files, by `fileKey`. */
  readonly tagFiles: ReadonlyMap<string, TagFile>;
  /** Whether a file lies where nothing could be read: then its absence says nothing. */
  readonly isUnread: (file: { readonly root: string; readonly path: string }) => boolean;
}

/** A scan whose walk through the folders may be under way already. */
export interface ScanAside extends AsyncDisposable {
  /** Threads that it takes beside this one. */
  readonly threads: number;
  /** Waits for the walk, and compares what it found with what is known. */
  readonly finish: () => Promise<Scan>;
}

/**
 * Begins to look at every file's name, size and time, beside what this thread does next. Opens none. Changes no picture.
 */
export async function scanAside(context: Context): Promise<ScanAside> {
  const { roots, missing } = await findImageRoots(context.settings);
  const aside = walkAside(roots, context.library);
  return {
    threads: aside.threads,
    finish: () => compareWith(context, roots, missing, aside),
    [Symbol.asyncDispose]: () => aside[Symbol.asyncDispose](),
  };
}

async function compareWith(
  context: Context,
  roots: readonly ImageRoot[],
  missing: readonly string[],
  aside: WalkAside,
): Promise<Scan> {
  const { library, settings, progress } = context;
  guardFolders(context, missing);
  progress('scanning', 0, 0);
  const walk = await aside.compare(library.fact(decoderFact) === decoderState(settings));
  report(context, walk);
  await removeOldDrafts(walk.drafts);
  if (walk.found === 0) {
    const places = settings.paths.images.map(({ path }) => path);
    context.notices.push(`no pictures found in ${places.join(', ')}`);
  }
  const { delta } = walk;
  if (isElsewhere(settings, roots, delta)) {
    guardFolders(
      context,
      settings.paths.images.map(({ path }) => path),
    );
  }
  for (const { root, folder } of roots) {
    const gone = delta.gone.filter((file) => file.root === root).length;
    const before = library.fact(deviceFact(root));
    guardDevice(context, folder, { before, now: deviceOf(folder) }, gone);
  }
  const tagFiles = new Map(walk.tagFiles.map((file) => [fileKey(file), file]));
  return { roots, delta, tagFiles, isUnread: (file) => isUnread(walk, file) };
}

/** The collection stands in for its image folder, and holds nothing that is known: that folder is missing. */
function isElsewhere(settings: Settings, roots: readonly ImageRoot[], delta: Delta): boolean {
  const isStandIn = roots.some(({ folder }) => folder === settings.paths.collection);
  return isStandIn && delta.gone.length > 0 && delta.same + delta.changed.length === 0;
}

const decoderFact = 'decoder';

/** To be called once a scan's findings are written. */
export function rememberScan({ library, settings }: Context, roots: readonly ImageRoot[]): void {
  library.setFact(decoderFact, decoderState(settings));
  for (const { root, folder } of roots) library.setFact(deviceFact(root), deviceOf(folder));
}

/** What `rememberScan` has kept, for a library that takes another one's place. */
export function scanFacts(library: Library): readonly (readonly [name: string, value: string])[] {
  return library
    .sql("SELECT name, value FROM facts WHERE name = ? OR name LIKE 'device %'")
    .all(decoderFact)
    .map(({ name, value }) => [String(name), String(value)]);
}

function deviceFact(root: string): string {
  return `device ${root}`;
}

/** What decides whether a picture can be read. */
function decoderState({ limits }: Settings): string {
  return JSON.stringify([decoderVersion, limits.pixels, limits.seconds]);
}

function report({ problems, notices }: Context, walk: ComparedWalk): void {
  for (const { path, reason } of walk.problems) problems.push({ path, reason });
  if (walk.hidden > 0) notices.push(`${walk.hidden} hidden: skipped`);
  if (walk.links > 0)
    notices.push(`${walk.links} links that lead to no picture of the collection: skipped`);
  if (walk.special > 0) notices.push(`${walk.special} pipes, sockets or devices: skipped`);
  const others = [...walk.others].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (others.length > 0) {
    notices.push(`${others.map(([name, count]) => `${name} ${count}`).join(', ')}: not supported`);
  }
}
