import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { guessesOf } from '../../../catalog/predictions.ts';
import { type Descriptor, ModelError } from '../../../pipeline/tagger/descriptor.ts';
import { readDescriptor, shippedModels } from '../../../pipeline/tagger/find-models.ts';
import { loadModel } from '../../../pipeline/tagger/model.ts';
import { readPixels } from '../../../pipeline/tagger/read-pixels.ts';
import { toTensor } from '../../../pipeline/tagger/tensor.ts';
import { type TemporaryFolder, temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { writeTinyModel, wrongOutput } from '../../fixtures/tiny-tagger.ts';

const wish = { threads: 1, provider: 'cpu' } as const;
const keeping = { store: 0.35, thresholds: new Map<string, number>() };
const descriptors = await Promise.all(
  readdirSync(shippedModels, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(async ({ name }) => {
      const descriptor = await readDescriptor(join(shippedModels, name));
      assert.ok(descriptor, name);
      return [name, descriptor] as const;
    }),
);

let folder: TemporaryFolder;
const pictures = new Map<string, string>();
before(async () => {
  folder = await temporaryFolder();
  for (const [name, bytes] of await drawPictures()) {
    pictures.set(name, await folder.write(name, bytes));
  }
});
after(() => folder[Symbol.asyncDispose]());

const red = { r: 255, g: 0, b: 0 };

/** Quarters of 60 × 40: red, green, blue, black in reading order. */
function quarters() {
  const part = (background: object, left: number, top: number) => ({
    input: { create: { width: 30, height: 20, channels: 3 as const, background } },
    left,
    top,
  });
  return sharp({ create: { width: 60, height: 40, channels: 3, background: '#000' } }).composite([
    part(red, 0, 0),
    part({ r: 0, g: 255, b: 0 }, 30, 0),
    part({ r: 0, g: 0, b: 255 }, 0, 20),
  ]);
}

async function drawPictures(): Promise<ReadonlyMap<string, Buffer>> {
  const plain = (width: number, height: number, background: object, channels: 3 | 4 = 3) =>
    sharp({ create: { width, height, channels, background } });
  const upright = await quarters().png().toBuffer();
  return new Map([
    ['red.png', await plain(64, 64, red).png().toBuffer()],
    ['red.jpg', await plain(700, 700, red).jpeg({ quality: 100 }).toBuffer()],
    ['strip.png', await plain(1, 3000, red).png().toBuffer()],
    [
      'clear.png',
      await plain(64, 64, { ...red, alpha: 0 }, 4)
        .png()
        .toBuffer(),
    ],
    ['grey.png', await plain(64, 64, { r: 0, g: 0, b: 0 }).greyscale().png().toBuffer()],
    ['deep.png', await plain(64, 64, red).toColourspace('rgb16').png().toBuffer()],
    [
      'cmyk.jpg',
      await plain(64, 64, { r: 255, g: 255, b: 255 }).toColourspace('cmyk').jpeg().toBuffer(),
    ],
    ['quarters.png', upright],
    // Lying on its side, with an EXIF orientation that sets it upright.
    [
      'turned.jpg',
      await sharp(upright)
        .rotate(270)
        .jpeg({ quality: 100 })
        .withMetadata({ orientation: 6 })
        .toBuffer(),
    ],
  ]);
}

/** What a model with these files says of a picture when it is read by this descriptor. */
async function tagsOf(place: string, descriptor: Descriptor, picture: string) {
  const model = await loadModel({ folder: place, descriptor }, wish, keeping);
  const pixels = await readPixels(pictures.get(picture) ?? '', descriptor.input, 1e8);
  const predictions = await model.tag(toTensor(pixels, descriptor.input));
  const tags = guessesOf(predictions, new Map()).filter(({ isTag }) => isTag);
  return { predictions, tags: tags.map(({ name }) => name).toSorted() };
}

const always = ['>_<', 'always,_"quoted"', 'right_output'];
function everywhere(colour: string): readonly string[] {
  return ['bottom_left', 'bottom_right', 'top_left', 'top_right', 'whole'].map(
    (region) => `${region}_${colour}`,
  );
}
function sorted(...parts: readonly (readonly string[])[]) {
  return parts.flat().toSorted();
}
const allRed = [...always, ...everywhere('red'), 'red_fox_(colour)'];

/** What lies beside a thin strip, by the colour of its pad. */
function padOf({ input }: Descriptor): readonly string[] {
  if (input.fit === 'stretch') return allRed;
  return [...always, ...everywhere(input.pad[0] === 255 ? 'white' : 'grey')];
}

type Mutation = readonly [string, (descriptor: Descriptor) => Descriptor | undefined];

const input = (change: (input: Descriptor['input']) => Partial<Descriptor['input']>) => {
  return (descriptor: Descriptor): Descriptor => ({
    ...descriptor,
    input: { ...descriptor.input, ...change(descriptor.input) },
  });
};

/** Each changes one thing that decides what a model sees; `undefined` where a descriptor has no such thing. */
const mutations: readonly Mutation[] = [
  [
    'another order of colours',
    input(({ channels }) => ({ channels: channels === 'RGB' ? 'BGR' : 'RGB' })),
  ],
  ['another layout', input(({ layout }) => ({ layout: layout === 'NCHW' ? 'NHWC' : 'NCHW' }))],
  ['another size', input(({ width, height }) => ({ width: width - 64, height: height - 64 }))],
  ['another scale', input(({ scale }) => ({ scale: scale === 1 ? 1 / 255 : 1 }))],
  [
    'another normalisation',
    input(({ scale, mean }) =>
      mean[0] === 0
        ? { mean: [123 * scale, 117 * scale, 104 * scale] }
        : { mean: [0, 0, 0], std: [1, 1, 1] },
    ),
  ],
  [
    'another pad',
    (descriptor) =>
      descriptor.input.fit === 'stretch'
        ? undefined
        : input(() => ({ pad: [0, 0, 0] }))(descriptor),
  ],
  ['another background', input(() => ({ background: [0, 0, 0] }))],
  [
    'another fit',
    input(({ fit }) => ({ fit: fit === 'stretch' ? 'letterbox' : 'stretch', pad: [0, 0, 0] })),
  ],
  [
    'another output',
    (descriptor) => ({ ...descriptor, output: { ...descriptor.output, name: wrongOutput } }),
  ],
  [
    'another activation',
    (descriptor) => ({
      ...descriptor,
      output: {
        ...descriptor.output,
        activation: descriptor.output.activation === 'none' ? 'sigmoid' : 'none',
      },
    }),
  ],
];

for (const [name, descriptor] of descriptors) {
  test(`${name}: the tags of every picture are right`, async () => {
    const place = join(folder.path, name);
    const tiny = await writeTinyModel(place, descriptor);
    const flat = descriptor.input.fit === 'stretch';
    // Letterboxed, the quarters of a 3:2 picture are mixed with what lies above and below.
    const corners = ['bottom_left_blue', 'bottom_right_black', 'top_left_red', 'top_right_green'];
    for (const [picture, expected] of [
      ['red.png', allRed],
      ['red.jpg', allRed],
      ['deep.png', allRed],
      ['strip.png', padOf(descriptor)],
      ['clear.png', [...always, ...everywhere('white')]],
      ['cmyk.jpg', [...always, ...everywhere('white')]],
      ['grey.png', [...always, ...everywhere('black')]],
      ...(flat
        ? ([
            ['quarters.png', [...always, ...corners]],
            ['turned.jpg', [...always, ...corners]],
          ] as const)
        : []),
    ] as const) {
      const { tags } = await tagsOf(place, tiny, picture);
      assert.deepEqual(tags, sorted(expected), picture);
    }
  });

  test(`${name}: a picture that EXIF turns is tagged as it is seen`, async () => {
    const place = join(folder.path, name);
    const tiny = await writeTinyModel(place, descriptor);
    const [upright, turned] = await Promise.all(
      ['quarters.png', 'turned.jpg'].map((picture) => tagsOf(place, tiny, picture)),
    );
    assert.deepEqual(turned?.tags, upright?.tags);
  });

  for (const [mutation, change] of mutations) {
    const changed = change(descriptor);
    if (!changed) continue;
    test(`${name}: ${mutation} shows`, async () => {
      const place = join(folder.path, name);
      const tiny = await writeTinyModel(place, descriptor);
      let differs = false;
      for (const picture of ['red.png', 'strip.png', 'clear.png']) {
        const right = await tagsOf(place, tiny, picture);
        try {
          const wrong = await tagsOf(place, { ...changed, files: tiny.files }, picture);
          differs ||= JSON.stringify(wrong.tags) !== JSON.stringify(right.tags);
        } catch (error) {
          if (!(error instanceof ModelError)) throw error;
          differs = true;
        }
      }
      assert.ok(differs, 'the tags are the same');
    });
  }
}
