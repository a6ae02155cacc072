import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Descriptor, ModelError } from '../../../pipeline/tagger/descriptor.ts';
import { loadModel } from '../../../pipeline/tagger/model.ts';
import { tensorShape, toTensor } from '../../../pipeline/tagger/tensor.ts';
import { shippedDescriptor } from '../../fixtures/tagger.ts';
import { type TemporaryFolder, temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { tagsFor, tinyLabels, tinyTags, writeTinyModel } from '../../fixtures/tiny-tagger.ts';

const camie = await shippedDescriptor('camie-tagger-v2');
let folder: TemporaryFolder;
let tiny: Descriptor;
before(async () => {
  folder = await temporaryFolder();
  tiny = await writeTinyModel(folder.path, camie);
});
after(() => folder[Symbol.asyncDispose]());

function load(change: Partial<Descriptor>, provider: 'cpu' | 'cuda' | 'auto' = 'cpu') {
  const descriptor = { ...tiny, ...change };
  const keeping = { store: 0.35, thresholds: new Map<string, number>() };
  return loadModel({ folder: folder.path, descriptor }, { threads: 1, provider }, keeping);
}

const misfits: readonly (readonly [string, Partial<Descriptor>, RegExp])[] = [
  [
    'a layout that is not the model’s',
    { input: { ...camie.input, layout: 'NHWC' } },
    /takes batch × 3 × 512 × 512, its descriptor says 1 × 512 × 512 × 3 \(NHWC\)/,
  ],
  ['a size that is not the model’s', { input: { ...camie.input, width: 448, height: 448 } }, /448/],
  [
    'an output that the model does not have',
    { output: { name: 'nothing', activation: 'sigmoid' } },
    /has no output nothing, but initial_predictions, refined_predictions/,
  ],
  [
    'an output beyond the last',
    { output: { fallbackIndex: 7, activation: 'none' } },
    /no output 7/,
  ],
];
for (const [what, change, reason] of misfits) {
  test(`R28: ${what} is refused when it is loaded, in words`, async () => {
    await assert.rejects(
      () => load(change),
      (error) => error instanceof ModelError && reason.test(error.message),
    );
  });
}

test('R28: a label file of another length is refused when the model is loaded', async () => {
  const labels = { path: 'short.json' };
  await writeFile(join(folder.path, labels.path), tinyLabels(camie, tinyTags));
  const length = tagsFor(camie).length;
  await assert.rejects(
    () => load({ files: { ...tiny.files, labels } }),
    new RegExp(`has ${length} scores, the label file ${tinyTags.length} labels`),
  );
});

test('R28: a file of another size than the model’s is refused before it is loaded', async () => {
  const model = { ...tiny.files.model, bytes: 5 };
  await assert.rejects(() => load({ files: { ...tiny.files, model } }), /bytes; wants 5/);
});

test('an output is found by its place where its name is another', async () => {
  const model = await load({ output: { name: 'other', fallbackIndex: 1, activation: 'sigmoid' } });
  assert.equal(model.labels, tagsFor(camie).length);
});

test('without CUDA the processor does the work, and only where it is demanded that is an error', async (context) => {
  const model = await load({}, 'auto');
  if (model.provider === 'cuda') return context.skip('this system has CUDA');
  assert.equal(model.provider, 'cpu');
  await assert.rejects(() => load({}, 'cuda'), ModelError);
});

/** Two pixels side by side: (10, 20, 30) and (40, 50, 60). */
const pixels = Uint8Array.from([10, 20, 30, 40, 50, 60]);
const two = {
  ...camie.input,
  width: 2,
  height: 1,
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
} as const;
const layouts = [
  ['NCHW', 'RGB', [10, 40, 20, 50, 30, 60]],
  ['NCHW', 'BGR', [30, 60, 20, 50, 10, 40]],
  ['NHWC', 'RGB', [10, 20, 30, 40, 50, 60]],
  ['NHWC', 'BGR', [30, 20, 10, 60, 50, 40]],
] as const;
for (const [layout, channels, expected] of layouts) {
  test(`a tensor of ${layout} and ${channels} has its values where they belong`, () => {
    const input = {
      ...two,
      layout,
      channels,
      mean: [...two.mean],
      std: [...two.std],
    } as Descriptor['input'];
    assert.deepEqual([...toTensor(pixels, input)], expected);
    assert.deepEqual(tensorShape(input), layout === 'NCHW' ? [1, 3, 1, 2] : [1, 1, 2, 3]);
  });
}

test('means and spreads belong to red, green and blue, whatever the order of colours', () => {
  const [mean, std] = [
    [0.1, 0.2, 0.3],
    [0.5, 0.25, 2],
  ] as [[number, number, number], [number, number, number]];
  const input: Descriptor['input'] = {
    ...camie.input,
    width: 1,
    height: 1,
    channels: 'BGR',
    mean,
    std,
  };
  const expected = [(1 - 0.3) / 2, (0 - 0.2) / 0.25, (0.2 - 0.1) / 0.5];
  const tensor = toTensor(Uint8Array.from([51, 0, 255]), input);
  expected.forEach((value, at) => {
    assert.ok(Math.abs((tensor[at] ?? 0) - value) < 1e-6, `${tensor[at]} for ${value}`);
  });
  assert.throws(() => toTensor(pixels, input), /6 bytes of pixels; wants 3/);
});
