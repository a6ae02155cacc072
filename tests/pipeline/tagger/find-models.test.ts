import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings } from '../../../pipeline/settings/settings.ts';
import { findModel, listModels } from '../../../pipeline/tagger/find-models.ts';
import { shippedDescriptor } from '../../fixtures/tagger.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

async function collectionWith(places: Readonly<Record<string, string>>, yaml = '') {
  const folder = await temporaryFolder();
  await folder.write('homebooru.yaml', yaml);
  for (const [place, content] of Object.entries(places)) await folder.write(place, content);
  const settings = await readSettings(folder.path, true);
  return { folder, settings, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

test('a shipped model without weights is known, and its missing files are named', async () => {
  await using collection = await collectionWith({});
  const model = await findModel(collection.settings, 'camie-tagger-v2');
  assert.deepEqual(model?.missing, ['camie-tagger-v2.onnx', 'camie-tagger-v2-metadata.json']);
  assert.equal(await findModel(collection.settings, 'nobody'), undefined);
  assert.ok((await listModels(collection.settings)).includes('joytag'));
});

test('weights in the collection are read by the descriptor that came with the program', async () => {
  await using collection = await collectionWith({
    'models/joytag/model.onnx': 'x',
    'models/joytag/top_tags.txt': 'x',
  });
  const model = await findModel(collection.settings, 'joytag');
  assert.deepEqual(model?.missing, []);
  assert.ok(model?.folder.startsWith(collection.folder.path));
});

test('a descriptor beside the model is above all others', async () => {
  const own = { ...(await shippedDescriptor('joytag')), name: 'Mine' };
  await using collection = await collectionWith({
    'models/joytag/tagger.json': JSON.stringify(own),
  });
  assert.equal((await findModel(collection.settings, 'joytag'))?.descriptor.name, 'Mine');
});

test('modelDir names a folder of models, or one model’s own', async () => {
  const files = { 'x/mine/model.onnx': 'x', 'x/mine/top_tags.txt': 'x' };
  for (const place of ['x', 'x/mine']) {
    await using collection = await collectionWith(
      files,
      `sources: { tagger: { modelDir: ${place} } }`,
    );
    assert.deepEqual((await findModel(collection.settings, 'mine'))?.missing, [], place);
  }
});

const camieTwo = '{"dataset_info": {"tag_mapping": {}}}';
const families: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ['Camie v2', { 'camie.onnx': '', 'camie-metadata.json': camieTwo }, 'Camie Tagger v2'],
  ['Camie v2, renamed', { 'model.onnx': '', 'metadata.json': camieTwo }, 'Camie Tagger v2'],
  [
    'Camie v1',
    { 'model.onnx': '', 'model_metadata.json': '{"idx_to_tag": {}}' },
    'Camie Tagger v1',
  ],
  [
    'WD',
    { 'model.onnx': '', 'selected_tags.csv': 'tag_id,name,category,count\n' },
    'WD SwinV2 Tagger v3',
  ],
  [
    'PixAI',
    { 'a.onnx': '', 'selected_tags.csv': 'id,tag_id,name,category,count,ips\n' },
    'PixAI Tagger v0.9',
  ],
  ['JoyTag', { 'a.onnx': '', 'top_tags.txt': 'a\n' }, 'JoyTag'],
  ['Z3D', { 'a.onnx': '', 'tags-selected.csv': 'id,name,category\n' }, 'Z3D E621 ConvNeXt'],
];
for (const [family, files, name] of families) {
  test(`${family} is recognised by its files`, async () => {
    await using collection = await collectionWith(
      Object.fromEntries(Object.entries(files).map(([file, text]) => [`models/own/${file}`, text])),
    );
    const model = await findModel(collection.settings, 'own');
    assert.deepEqual([model?.descriptor.name, model?.missing], [name, []]);
    assert.equal(model?.descriptor.id, 'own');
  });
}

test('the first Camie is read without normalisation, on black, by its only output', async () => {
  await using collection = await collectionWith({
    'models/own/model.onnx': '',
    'models/own/metadata.json': '{"idx_to_tag": {}}',
  });
  const model = await findModel(collection.settings, 'own');
  assert.deepEqual(model?.descriptor.input.mean, [0, 0, 0]);
  assert.deepEqual(model?.descriptor.input.pad, [0, 0, 0]);
  assert.equal(model?.descriptor.output.fallbackIndex, 0);
});

test('what is of no known family, or two models in one folder, is not guessed at', async () => {
  await using collection = await collectionWith({
    'models/odd/model.onnx': '',
    'models/odd/metadata.json': '{"names": []}',
    'models/two/a.onnx': '',
    'models/two/b.onnx': '',
    'models/two/top_tags.txt': 'a\n',
  });
  assert.equal(await findModel(collection.settings, 'odd'), undefined);
  assert.equal(await findModel(collection.settings, 'two'), undefined);
});
