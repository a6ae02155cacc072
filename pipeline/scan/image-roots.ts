import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listIfPresent } from '../library/files.ts';
import type { Settings } from '../settings/settings.ts';
import type { ImageRoot } from './walk.ts';

/** The image folders, or the names of those that are missing. */
export interface FoundRoots {
  readonly roots: readonly ImageRoot[];
  readonly missing: readonly string[];
}

const pictureName = /\.(jpe?g|jpe|jfif|a?png|gif|webp|avif)$/i;

/**
 * Finds the image folders. A collection with the default `images` setting but no such folder is itself the image folder
 * where it holds pictures, at any depth outside its own folders.
 */
export async function findImageRoots(settings: Settings): Promise<FoundRoots> {
  const { images, collection } = settings.paths;
  const present = images.filter(({ path }) => existsSync(path));
  const [only] = images;
  if (present.length === 0 && images.length === 1 && only?.name === 'images') {
    const without = ownFolders(settings);
    if (await holdsPicture(collection, without)) {
      return { roots: [{ root: '', folder: collection, without }], missing: [] };
    }
  }
  return {
    roots: present.map(({ name, path }) => ({
      root: name === only?.name ? '' : name,
      folder: path,
      without: ownFolders(settings),
    })),
    missing: images.filter(({ path }) => !existsSync(path)).map(({ path }) => path),
  };
}

/** The folders that are a collection's, not its pictures'. */
function ownFolders({ paths }: Settings): readonly string[] {
  return [paths.metadata, paths.trash, paths.state, join(paths.collection, 'models')].map((path) =>
    resolve(path),
  );
}

async function holdsPicture(folder: string, without: readonly string[]): Promise<boolean> {
  for (const entry of await listIfPresent(folder)) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || without.includes(path)) continue;
    if (entry.isFile() && pictureName.test(entry.name)) return true;
    if (entry.isDirectory() && (await holdsPicture(path, without))) {
      return true;
    }
  }
  return false;
}

/** The device that a folder is on, as text: another one means that a disk is missing or has come. */
export function deviceOf(folder: string): string {
  return String(statSync(folder).dev);
}
