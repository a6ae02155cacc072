import { open, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isObject, own, ownObject } from '../../catalog/json.ts';
import { type Descriptor, parseDescriptor, parseJson } from './descriptor.ts';

/** Which of the shipped descriptors a family of models without one is read by. */
const families = {
  camie: 'camie-tagger-v2',
  wd: 'wd-swinv2-tagger-v3',
  pixai: 'pixai-tagger-v0.9',
  joytag: 'joytag',
  z3d: 'z3d-e621-convnext',
} as const;

/**
 * A descriptor for a folder that has none, by the files beside its one `.onnx`; `undefined` where they are of no known
 * family. That model and label file fit is checked when the model is loaded.
 */
export async function recognise(
  folder: string,
  files: ReadonlySet<string>,
): Promise<Descriptor | undefined> {
  const [model, ...others] = [...files].filter((name) => name.endsWith('.onnx'));
  if (model === undefined || others.length > 0) return undefined;
  const stem = model.slice(0, -'.onnx'.length);
  const labels = [
    `${stem}-metadata.json`,
    `${stem}_metadata.json`,
    'metadata.json',
    'model_metadata.json',
    'selected_tags.csv',
    'tags-selected.csv',
    'top_tags.txt',
  ].find((name) => files.has(name));
  if (labels === undefined) return undefined;
  return await describe(folder, model, labels);
}

async function describe(
  folder: string,
  model: string,
  labels: string,
): Promise<Descriptor | undefined> {
  const place = join(folder, labels);
  const as = async (family: keyof typeof families): Promise<Descriptor> =>
    withFiles(await shippedDescriptor(families[family]), basename(folder), model, labels);
  if (labels === 'top_tags.txt') return await as('joytag');
  if (labels === 'tags-selected.csv') return await as('z3d');
  if (labels === 'selected_tags.csv') {
    const columns = (await readFirstLine(place)).split(',').map((name) => name.trim());
    if (columns.includes('ips')) return await as('pixai');
    return columns.includes('tag_id') ? await as('wd') : undefined;
  }
  const metadata = parseJson(await readFile(place, 'utf8'), place);
  if (!isObject(metadata)) return undefined;
  if (ownObject(metadata, 'dataset_info')) return await as('camie');
  return own(metadata, 'idx_to_tag') === undefined ? undefined : camieOne(await as('camie'));
}

/** The first Camie: pixels from 0 to 1, black beside them, one output, the mapping at the top of its file. */
function camieOne(descriptor: Descriptor): Descriptor {
  return {
    ...descriptor,
    name: 'Camie Tagger v1',
    input: { ...descriptor.input, pad: [0, 0, 0], mean: [0, 0, 0], std: [1, 1, 1] },
    output: { fallbackIndex: 0, activation: 'sigmoid' },
    labels: { format: 'camie-json', root: '' },
  };
}

/** What is known of the family, with this folder's files: their sizes and sums are not the family's. */
function withFiles(family: Descriptor, id: string, model: string, labels: string): Descriptor {
  return { ...family, id, files: { model: { path: model }, labels: { path: labels } } };
}

async function shippedDescriptor(name: string): Promise<Descriptor> {
  const place = new URL(`../../models/${name}/tagger.json`, import.meta.url);
  return parseDescriptor(await readFile(place, 'utf8'), place.pathname);
}

async function readFirstLine(path: string): Promise<string> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1000), 0, 1000, 0);
  return buffer.toString('utf8', 0, bytesRead).split(/\r?\n/)[0] ?? '';
}
