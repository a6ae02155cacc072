import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isDraftName, isInside } from '../../pipeline/library/files.ts';
import type { Ledger } from '../../pipeline/library/ledger.ts';
import type { CollectionPaths } from '../../pipeline/settings/settings.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { listIfThere } from './read-if-there.ts';

/** Throws a SettingsError where a site's folder is a file, or lies in the collection or round it. */
export function checkPlace(path: string, paths: CollectionPaths): void {
  const real = realOf(path);
  const own = [paths.collection, paths.metadata, paths.trash, paths.state];
  for (const taken of [...own, ...paths.images.map((image) => image.path)].map(realOf)) {
    if (real === taken || isInside(taken, real) || isInside(real, taken)) {
      throw new SettingsError(
        `${path}: the site cannot lie in the collection, or round it (${taken})`,
      );
    }
  }
  const there = nearestThere(real);
  if (!statSync(there).isDirectory()) {
    throw new SettingsError(`${there} is a file: name an empty or new folder with --out`);
  }
}

/** Throws a SettingsError where a folder holds what is not ours, or a site of other posts than `query` finds. */
export function checkContent(path: string, ledger: Ledger | undefined, query?: string): void {
  if (ledger === undefined && [...listIfThere(path)].some((name) => !isDraftName(name))) {
    throw new SettingsError(
      `${path} holds files that are not this program's: name an empty or new folder with --out`,
    );
  }
  if (ledger && ledger.query !== query) {
    // Who publishes a part must not publish all by a word forgotten.
    const shown = (wish?: string): string =>
      wish === undefined ? 'all posts' : `--query '${wish}'`;
    throw new SettingsError(
      `${path} is a site of ${shown(ledger.query)}, not of ${shown(query)}: name another folder, or remove it`,
    );
  }
}

/** The path itself, or the nearest folder round it that exists. */
function nearestThere(path: string): string {
  return existsSync(path) ? path : nearestThere(dirname(path));
}

/** A path without symlinks, also where its last parts do not exist yet. */
function realOf(path: string): string {
  const full = resolve(path);
  if (existsSync(full)) return realpathSync(full);
  const parent = dirname(full);
  return parent === full ? full : join(realOf(parent), full.slice(parent.length));
}
