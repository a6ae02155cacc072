import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { registerModels } from '../../pipeline/commands/models.ts';
import { InterruptedError } from '../../pipeline/stages/context.ts';
import type { Descriptor } from '../../pipeline/tagger/descriptor.ts';
import { httpServer } from '../fixtures/http-server.ts';
import { runCommand } from '../fixtures/run-command.ts';
import { shippedDescriptor } from '../fixtures/tagger.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { writeTinyModel } from '../fixtures/tiny-tagger.ts';

const joytag = await shippedDescriptor('joytag');

/** A server that has a tiny model's files, and a collection that knows where. */
async function setUp(
  change: (files: Descriptor['files']) => Descriptor['files'] = (files) => files,
) {
  const folder = await temporaryFolder();
  const tiny = await writeTinyModel(join(folder.path, 'far'), joytag);
  const contents = new Map(
    await Promise.all(
      Object.values(tiny.files).map(
        async ({ path }) => [path, await readFile(join(folder.path, 'far', path))] as const,
      ),
    ),
  );
  const server = await httpServer(({ url }, response) => {
    const content = contents.get(url.pathname.slice(1));
    if (!content) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': content.length });
    response.end(content);
  });
  const known = (path: string) => {
    const content = contents.get(path) ?? Buffer.alloc(0);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { path, bytes: content.length, sha256, url: `${server.url}/${path}` };
  };
  const { model, labels } = tiny.files;
  const files = change({ model: known(model.path), labels: known(labels.path) });
  await folder.write('c/models/toy/tagger.json', JSON.stringify({ ...tiny, id: 'toy', files }));
  await folder.write('c/images/.keep', '');
  const collection = join(folder.path, 'c');
  return {
    server,
    place: (name: string) => join(collection, 'models/toy', name),
    run: (...words: readonly string[]) =>
      runCommand(registerModels, 'models', ...words, '--collection', collection),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test('a model is pulled with its hash checked, listed as ready, and checked by a run', async () => {
  await using at = await setUp();
  const before = await at.run('list');
  assert.match(before.out, /toy +missing +0 MB +Apache-2.0/);
  const pulled = await at.run('pull', 'toy', '--yes');
  assert.equal(pulled.code, 0, String(pulled.error ?? pulled.out));
  assert.match(
    pulled.out,
    /Its licence: Apache-2.0 \(https:[^)]*joytag\)[\s\S]*model.onnx: loaded, the SHA-256 is right/,
  );
  assert.match((await at.run('list')).out, /toy +ready/);
  const checked = await at.run('check', 'toy');
  assert.equal(checked.code, 0, checked.out);
  assert.match(checked.out, /model.onnx: the SHA-256 is right/);
  assert.match(checked.out, /\d+ labels, runs on (cpu|cuda), \d/);
  const requests = at.server.requests.length;
  assert.match((await at.run('pull', 'toy', '--yes')).out, /model.onnx: was there already/);
  assert.equal(at.server.requests.length, requests);
});

test('the licence comes before the first request, and nothing is loaded without a yes', async () => {
  await using at = await setUp();
  const { out, code, error } = await at.run('pull', 'toy');
  assert.equal(code, 2);
  assert.match(out, /Its licence: Apache-2.0/);
  assert.match(String(error), /--yes accepts the licence/);
  assert.equal(at.server.requests.length, 0);
});

test('a file whose hash is not known is loaded, and that is said', async () => {
  await using at = await setUp(({ model: { sha256: _sum, ...model }, labels }) => ({
    model,
    labels,
  }));
  const { out } = await at.run('pull', 'toy', '--yes');
  assert.match(
    out,
    /model.onnx: loaded, but its right SHA-256 is not known; this one's is [0-9a-f]{64}/,
  );
});

test('a file with another hash is not taken', async () => {
  await using at = await setUp(({ model, labels }) => ({
    model: { ...model, sha256: '1'.repeat(64) },
    labels,
  }));
  const { out, code } = await at.run('pull', 'toy', '--yes');
  assert.equal(code, 1);
  assert.match(out, /not the file that is wanted/);
  assert.match((await at.run('list')).out, /toy +missing/);
});

test('a file that has changed on the disk is found by check, and mended by pull', async () => {
  await using at = await setUp();
  await at.run('pull', 'toy', '--yes');
  const bytes = await readFile(at.place('model.onnx'));
  await writeFile(at.place('model.onnx'), Buffer.from(bytes).fill(0, 200, 900));
  const checked = await at.run('check', 'toy', '--json');
  assert.equal(checked.code, 1);
  const { problems } = JSON.parse(checked.out) as { problems: string[] };
  assert.match(problems[0] ?? '', /has the SHA-256/);
  await at.run('pull', 'toy', '--yes');
  assert.equal((await at.run('check', 'toy')).code, 0);
});

test('an unknown name, a model without files and --offline are wrong use', async () => {
  await using at = await setUp();
  for (const [words, reason] of [
    [['pull', 'nobody', '--yes'], /no model nobody; known: .*toy/],
    [['check', 'toy'], /missing in .*models pull toy/],
    [['pull', 'toy', '--yes', '--offline'], /--offline/],
  ] as const) {
    const { code, error } = await at.run(...words);
    assert.equal(code, 2);
    assert.match(String(error), reason);
  }
});

test('the list as JSON has sizes, licences, states and which one the settings name', async () => {
  await using at = await setUp();
  const { out } = await at.run('list', '--json');
  const { models } = JSON.parse(out) as { models: { name: string }[] };
  const camie = models.find(({ name }) => name === 'camie-tagger-v2');
  assert.deepEqual(
    { ...camie, folder: '' },
    {
      name: 'camie-tagger-v2',
      title: 'Camie Tagger v2',
      license: 'GPL-3.0',
      bytes: 796_755_507,
      state: 'missing',
      folder: '',
      reason: null,
      isChosen: true,
    },
  );
});

test('a pull that is stopped says so, and what was loaded is kept for the next', async () => {
  await using slow = await httpServer(() => void process.emit('SIGINT'));
  await using at = await setUp((files) => ({
    ...files,
    model: { ...files.model, url: `${slow.url}/model` },
  }));
  const { error } = await at.run('pull', 'toy', '--yes');
  assert.ok(error instanceof InterruptedError, String(error));
  assert.match(error.message, /the next pull goes on from there/);
});
