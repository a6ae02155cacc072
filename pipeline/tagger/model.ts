import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Thresholds } from '../../catalog/predictions.ts';
import { codeOf, reasonOf } from '../library/files.ts';
import { type Descriptor, ModelError } from './descriptor.ts';
import { readLabels } from './labels.ts';
import { loadNetwork, type Network, type NetworkWish } from './network.ts';
import { predict } from './predict.ts';

/** A model's files on the disk, and what they are. */
export interface ModelFolder {
  /** The folder's name, by which the user calls the model. */
  readonly name: string;
  readonly folder: string;
  readonly descriptor: Descriptor;
}

/** What of a model's guesses is kept. */
export interface Keeping {
  readonly store: number;
  /** The user's thresholds. */
  readonly thresholds: Thresholds;
}

/** A model that is ready to work: a tensor in, predictions out. */
export interface LoadedModel {
  readonly provider: Network['provider'];
  readonly labels: number;
  readonly tag: (tensor: Float32Array) => Promise<ReturnType<typeof predict>>;
}

/** Loads a model with its labels. Throws a ModelError that says what is wrong with it. */
export async function loadModel(
  { folder, descriptor }: Pick<ModelFolder, 'folder' | 'descriptor'>,
  wish: NetworkWish,
  { store, thresholds }: Keeping,
): Promise<LoadedModel> {
  const { model, labels: labelFile } = descriptor.files;
  await requireSize(join(folder, model.path), model.bytes);
  const labels = readLabels(descriptor, await readText(join(folder, labelFile.path)));
  const network = await loadNetwork(join(folder, model.path), descriptor, labels.length, wish);
  return {
    provider: network.provider,
    labels: labels.length,
    tag: async (tensor) =>
      predict(await network.run(tensor), labels, descriptor, store, thresholds),
  };
}

/** A download that was cut off is told before a minute is spent on loading it. */
async function requireSize(path: string, bytes: number | undefined): Promise<void> {
  const { size } = await wanted(path, stat(path));
  if (bytes !== undefined && size !== bytes) {
    throw new ModelError(`${path} has ${size} bytes; wants ${bytes}`);
  }
}

async function readText(path: string): Promise<string> {
  return await wanted(path, readFile(path, 'utf8'));
}

async function wanted<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (codeOf(cause) === undefined) throw cause;
    throw new ModelError(`${path} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}
