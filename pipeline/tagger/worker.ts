import '../library/without-maglev.ts';
import { setPriority } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { formatPredictions } from '../../catalog/predictions.ts';
import { decodeReason } from '../decode/decode-reason.ts';
import { ModelError } from './descriptor.ts';
import type { LoadRequest, TaggerReply, TaggerRequest, TagRequest } from './messages.ts';
import { type LoadedModel, loadModel } from './model.ts';
import { ScoreError } from './predict.ts';
import { readPixels } from './read-pixels.ts';
import { toTensor } from './tensor.ts';

// A process of its own: a run blocks its thread and cannot be broken off but by killing, and only the end of a process
// gives a model's memory back. There is no handler of SIGTERM: it would wait for the run.
setPriority(10);

interface Work {
  readonly request: LoadRequest;
  readonly model: LoadedModel;
}

let loading: Promise<Work | undefined> = Promise.resolve(undefined);
/** The picture that is being decoded; one at a time, while the model works on the one before. */
let decoding: Promise<unknown> = Promise.resolve();
let running: Promise<unknown> = Promise.resolve();
/** Pictures in a row for which the model gave no numbers. */
let numberless = 0;
/** So many are the model's fault. */
const mostNumberless = 3;

process.on('disconnect', () => process.exit(0));
process.on('message', (request: TaggerRequest) => {
  if (request.kind === 'load') loading = load(request);
  else takeTurn(request);
});

async function load(request: LoadRequest): Promise<Work | undefined> {
  const began = performance.now();
  try {
    const thresholds = new Map(request.thresholds);
    const model = await loadModel(request, request.wish, { store: request.store, thresholds });
    const { provider, labels } = model;
    say({ kind: 'loaded', provider, labels, milliseconds: performance.now() - began });
    return { request, model };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    say({ kind: 'unusable', reason: error.message });
    return undefined;
  }
}

function takeTurn(request: TagRequest): void {
  const tensor = decoding.then(() => decode(request));
  // A failure is seen when its turn comes; until then it is not "unhandled".
  decoding = tensor.catch(() => undefined);
  running = running.then(() => answer(request, tensor));
}

/** The picture as the model takes it; `undefined` where there is no model. */
async function decode({ path }: TagRequest): Promise<Float32Array | undefined> {
  const work = await loading;
  if (!work) return undefined;
  const { input } = work.request.descriptor;
  return toTensor(await readPixels(path, input, work.request.pixels), input);
}

async function answer(request: TagRequest, decoded: Promise<Float32Array | undefined>) {
  const { id } = request;
  try {
    const [work, tensor] = [await loading, await decoded];
    if (!work || !tensor) return;
    const began = performance.now();
    const predictions = formatPredictions(await work.model.tag(tensor));
    numberless = 0;
    say({ kind: 'tagged', id, predictions, milliseconds: performance.now() - began });
  } catch (error) {
    say(refusalOf(error, request));
  }
  // Lets the next request in before this thread is blocked again, so that its picture is decoded meanwhile.
  await setImmediate();
}

/** Whose fault it is: the model's, which then is used no more, or this picture's alone. */
function refusalOf(error: unknown, { id, path }: TagRequest): TaggerReply {
  if (error instanceof ModelError) return { kind: 'unusable', reason: error.message };
  if (error instanceof ScoreError) numberless += 1;
  if (numberless < mostNumberless)
    return { kind: 'refused', id, reason: decodeReason(error, path) };
  return {
    kind: 'unusable',
    reason: `${mostNumberless} times in a row ${decodeReason(error, path)}`,
  };
}

function say(reply: TaggerReply): void {
  process.send?.(reply);
}
