import { isAbsolute, join, resolve } from 'node:path';
import { tagFileSource } from '../../catalog/tag-file.ts';
import { type SettingsFile, settingsSchema } from './schema.ts';
import { readYaml } from './yaml-file.ts';

/** Where a collection keeps what: absolute paths. */
export interface CollectionPaths {
  readonly collection: string;
  /** Folders of pictures; `name` as the settings write it, which is how a location names any but the first. */
  readonly images: readonly { readonly name: string; readonly path: string }[];
  readonly metadata: string;
  readonly trash: string;
  readonly state: string;
  readonly settingsFile: string;
  readonly tagsFile: string;
}

/** Everything that the user decided, checked; absolute paths. */
export interface Settings extends Omit<SettingsFile, 'paths'> {
  readonly paths: CollectionPaths;
  /** Contact nobody. */
  readonly isOffline: boolean;
}

/** Reads a collection's `homebooru.yaml`. Throws a SettingsError that names line and key. */
export async function readSettings(collection: string, isOffline: boolean): Promise<Settings> {
  const settingsFile = join(collection, 'homebooru.yaml');
  const { paths, ...file } = await readYaml(settingsFile, settingsSchema);
  const place = (path: string): string => (isAbsolute(path) ? path : resolve(collection, path));
  const images = [paths.images].flat();
  return {
    ...file,
    isOffline,
    paths: {
      collection,
      images: images.map((name) => ({ name, path: place(name) })),
      metadata: place(paths.metadata),
      trash: place(paths.trash),
      state: place(paths.state),
      settingsFile,
      tagsFile: join(collection, 'tags.yaml'),
    },
  };
}

/**
 * The sources' names as records write them, best first: the order in which the settings list them, then the other known
 * ones.
 */
export function precedenceOf(settings: Settings): readonly string[] {
  return Object.keys(settings.sources).map((name) => (name === 'tagfiles' ? tagFileSource : name));
}
