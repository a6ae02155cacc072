import { type Settings, taggerModels } from '../settings/settings.ts';
import { type Descriptor, ModelError } from './descriptor.ts';
import { type FoundModel, findModel, listModels } from './find-models.ts';

/** A model as lists show it. */
export interface ListedModel {
  readonly name: string;
  readonly title: string;
  readonly license: string;
  /** Of all its files, where that is known. */
  readonly bytes: number | null;
  readonly state: 'ready' | 'missing' | 'broken';
  readonly folder: string;
  readonly reason: string | null;
  /** The settings name it. */
  readonly isChosen: boolean;
}

/** Every model that any place knows. */
export async function describeModels(settings: Settings): Promise<readonly ListedModel[]> {
  const chosen = taggerModels(settings);
  const listed: ListedModel[] = [];
  for (const name of await listModels(settings)) {
    const model = await findOrFault(settings, name);
    if (model) listed.push(describe(name, model, chosen.includes(name)));
  }
  return listed;
}

/** As `findModel`, but a descriptor that is wrong is an answer: such a model is listed, too. */
export async function findOrFault(
  settings: Settings,
  name: string,
): Promise<FoundModel | ModelError | undefined> {
  try {
    return await findModel(settings, name);
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
}

function describe(name: string, model: FoundModel | ModelError, isChosen: boolean): ListedModel {
  if (model instanceof ModelError) {
    const reason = model.message;
    return {
      name,
      title: name,
      license: '?',
      bytes: null,
      state: 'broken',
      folder: '',
      reason,
      isChosen,
    };
  }
  const { descriptor, missing, folder } = model;
  return {
    name,
    title: descriptor.name,
    license: descriptor.license,
    bytes: bytesOf(descriptor),
    state: missing.length === 0 ? 'ready' : 'missing',
    folder,
    reason: null,
    isChosen,
  };
}

/** Bytes of all files, where that is known. */
export function bytesOf({ files }: Descriptor): number | null {
  const model = files.model.bytes ?? files.model.aboutBytes;
  return model === undefined ? null : model + (files.labels.bytes ?? 0);
}
