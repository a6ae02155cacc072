import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listIfPresent, readIfPresent } from '../library/files.ts';
import type { Settings } from '../settings/settings.ts';
import { type Descriptor, parseDescriptor } from './descriptor.ts';
import type { ModelFolder } from './model.ts';
import { recognise } from './recognise.ts';

/** The models that come with the program: what is known of them, without their weights. */
export const shippedModels = fileURLToPath(new URL('../../models', import.meta.url));

/** A model as it is found. */
export interface FoundModel extends ModelFolder {
  /** Names of its files that are not there. */
  readonly missing: readonly string[];
}

/** Folders of models, best first: the user's own choice, the collection's, the program's. */
function homesOf({ paths, sources }: Settings): readonly string[] {
  const { modelDir } = sources.tagger;
  const chosen = modelDir === null ? [] : [resolveIn(paths.collection, modelDir)];
  return [...chosen, collectionModels(paths.collection), shippedModels];
}

function resolveIn(collection: string, path: string): string {
  return isAbsolute(path) ? path : resolve(collection, path);
}

/** Where a collection keeps models of its own. */
export function collectionModels(collection: string): string {
  return join(collection, 'models');
}

/**
 * The model of a name, from the first place that has all its files, else from the first that knows it; `undefined`
 * where none does. Throws a ModelError where a descriptor is wrong.
 */
export async function findModel(settings: Settings, name: string): Promise<FoundModel | undefined> {
  const [own = '', ...others] = homesOf(settings);
  // `modelDir` may also be the one model's own folder.
  const isChosen = settings.sources.tagger.modelDir !== null;
  const folders = [own, ...others].map((home) => join(home, name));
  const found: FoundModel[] = [];
  for (const folder of isChosen ? [...folders, own] : folders) {
    const model = await readFolder(folder, name);
    if (model?.missing.length === 0) return model;
    if (model) found.push(model);
  }
  return found[0];
}

/** The names of all models that any place knows, sorted. */
export async function listModels(settings: Settings): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const home of homesOf(settings)) {
    for (const entry of await listIfPresent(home)) if (entry.isDirectory()) names.add(entry.name);
  }
  return [...names].toSorted();
}

/** A descriptor beside the model counts; then the one that came with the program; then what its files look like. */
async function readFolder(folder: string, name: string): Promise<FoundModel | undefined> {
  const entries = await listIfPresent(folder);
  const files = new Set(entries.filter((entry) => entry.isFile()).map((entry) => entry.name));
  const as = (descriptor: Descriptor): FoundModel => {
    const wanted = [descriptor.files.model.path, descriptor.files.labels.path];
    return { name, folder, descriptor, missing: wanted.filter((file) => !files.has(file)) };
  };
  const own = await readDescriptor(folder);
  if (own) return as(own);
  const shipped = await readDescriptor(join(shippedModels, name));
  if (shipped && as(shipped).missing.length === 0) return as(shipped);
  const seen = await recognise(folder, files);
  if (seen) return as(seen);
  return shipped && as(shipped);
}

/** The descriptor of a folder; `undefined` where it has none. */
export async function readDescriptor(folder: string): Promise<Descriptor | undefined> {
  const place = join(folder, 'tagger.json');
  const text = await readIfPresent(place);
  return text === undefined ? undefined : parseDescriptor(text, place);
}
