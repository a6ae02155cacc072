import { isAbsolute, join, resolve } from 'node:path';
import type { MergeRules } from '../../catalog/post.ts';
import type { Thresholds } from '../../catalog/predictions.ts';
import { tagFileSource } from '../../catalog/tag-file.ts';
import type { TagRules } from '../../catalog/tag-rules.ts';
import { type SettingsFile, settingsSchema } from './schema.ts';
import { taggerSource } from './source-names.ts';
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
  const models = taggerModels(settings).map(taggerSource);
  return Object.keys(settings.sources).flatMap((name) => {
    if (name === 'tagger') return models;
    return [name === 'tagfiles' ? tagFileSource : name];
  });
}

/** The models that the user chose, best first. */
export function taggerModels({ sources }: Settings): readonly string[] {
  return [sources.tagger.model].flat();
}

/** How records become posts. */
export function mergeRulesOf(settings: Settings, tagRules: TagRules): MergeRules {
  return { precedence: precedenceOf(settings), tagRules, thresholds: thresholdsOf(settings) };
}

/** From which confidence the user takes a model's guess for a tag. */
export function thresholdsOf({ sources }: Settings): Thresholds {
  const thresholds = new Map<string, number>();
  for (const [category, least] of Object.entries(sources.tagger.thresholds)) {
    if (least !== undefined) thresholds.set(category, least);
  }
  return thresholds;
}

/** How a booru is reached. */
export interface BooruSettings {
  readonly kind: 'danbooru' | 'e621' | 'gelbooru' | 'moebooru';
  readonly enabled: boolean;
  readonly url: string;
  readonly requestsPerSecond: number;
  /** MD5s in one request. */
  readonly batch: number;
}

/** The sources that are boorus, in the order of the settings. */
export function booruSettingsOf({
  sources,
}: Settings): readonly (readonly [string, BooruSettings])[] {
  return Object.entries(sources).flatMap(([name, source]) =>
    'kind' in source ? [[name, source] as const] : [],
  );
}
