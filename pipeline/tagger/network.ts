import type { InferenceSession } from 'onnxruntime-node';
import { type Descriptor, ModelError } from './descriptor.ts';
import { tensorShape } from './tensor.ts';

type Runtime = typeof import('onnxruntime-node');

/** Where a network runs. */
export type Provider = 'cpu' | 'cuda';

/** How a network is to be run; `threads` of one run. */
export interface NetworkWish {
  readonly threads: number;
  readonly provider: Provider | 'auto';
}

/** A loaded model: pictures as tensors in, one score a label out. */
export interface Network {
  readonly provider: Provider;
  /** Blocks this thread until it is done. Throws a ModelError. */
  readonly run: (tensor: Float32Array) => Promise<Float32Array>;
}

/**
 * Loads a model and compares it with its descriptor. Throws a ModelError where ONNX Runtime does not run here, the file
 * is no model, or the two do not fit.
 */
export async function loadNetwork(
  path: string,
  descriptor: Descriptor,
  labels: number,
  wish: NetworkWish,
): Promise<Network> {
  const runtime = await importRuntime();
  const { session, provider } = await createSession(runtime, path, wish);
  const input = inputOf(session, descriptor);
  const output = outputOf(session, descriptor, labels);
  const shape = tensorShape(descriptor.input);
  return {
    provider,
    run: async (tensor) => {
      const feeds = { [input]: new runtime.Tensor('float32', tensor, shape) };
      const answer = (await ran(session.run(feeds, [output])))[output];
      if (!(answer?.data instanceof Float32Array)) {
        throw new ModelError(`${path}: output ${output} is not of 32-bit floats`);
      }
      return answer.data;
    },
  };
}

/** What goes in is of one size always: a run that fails does so for every picture. */
async function ran<T>(run: Promise<T>): Promise<T> {
  try {
    return await run;
  } catch (cause) {
    const [reason] = String(cause instanceof Error ? cause.message : cause).split('\n');
    throw new ModelError(`the model cannot be run: ${reason}`, { cause });
  }
}

/** It is native code that some systems lack: no darwin/x64, no musl. */
async function importRuntime(): Promise<Runtime> {
  try {
    const runtime = await import('onnxruntime-node');
    // What it complains of is thrown too, but for what is only tried.
    runtime.env.logLevel = 'fatal';
    return runtime;
  } catch (cause) {
    const [reason] = String(cause instanceof Error ? cause.message : cause).split('\n');
    throw new ModelError(
      `ONNX Runtime does not run on this system (${process.platform} ${process.arch}): ${reason}`,
      { cause },
    );
  }
}

async function createSession(
  runtime: Runtime,
  path: string,
  { threads, provider }: NetworkWish,
): Promise<{ session: InferenceSession; provider: Provider }> {
  const create = (name: Provider): Promise<InferenceSession> =>
    runtime.InferenceSession.create(path, {
      executionProviders: [name],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // The arena keeps what the largest run needed, and spinning threads burn what other programs could use.
      enableCpuMemArena: false,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
      logSeverityLevel: 4,
    });
  const named = runtime.listSupportedBackends().some(({ name }) => name === 'cuda');
  try {
    if (provider === 'cuda' || (provider === 'auto' && named)) {
      try {
        return { session: await create('cuda'), provider: 'cuda' };
      } catch (error) {
        // Its libraries are not part of the package: without them the processor does the work.
        if (provider === 'cuda') throw error;
      }
    }
    return { session: await create('cpu'), provider: 'cpu' };
  } catch (cause) {
    const [reason] = String(cause instanceof Error ? cause.message : cause).split('\n');
    throw new ModelError(`the model cannot be loaded: ${reason}`, { cause });
  }
}

function inputOf(session: InferenceSession, { input }: Descriptor): string {
  const { inputMetadata: inputs } = session;
  const found = inputs.find(({ name }) => name === input.name) ?? inputs[0];
  if (!found?.isTensor || inputs.length !== 1) {
    throw new ModelError(`the model takes ${inputs.length} inputs; one picture is wanted`);
  }
  if (found.type !== 'float32') {
    throw new ModelError(`the model takes ${found.type}; float32 is wanted`);
  }
  const wanted = tensorShape(input);
  const isAlike =
    found.shape.length === wanted.length &&
    found.shape.every((side, at) => typeof side !== 'number' || side === wanted[at]);
  if (!isAlike) {
    throw new ModelError(
      `the model takes ${found.shape.join(' × ')}, its descriptor says ${wanted.join(' × ')} (${input.layout})`,
    );
  }
  return found.name;
}

function outputOf(session: InferenceSession, { output }: Descriptor, labels: number): string {
  const { outputMetadata: outputs } = session;
  const found =
    outputs.find(({ name }) => name === output.name) ??
    (output.fallbackIndex === undefined ? undefined : outputs[output.fallbackIndex]);
  if (!found) {
    const names = outputs.map(({ name }) => name).join(', ');
    throw new ModelError(
      `the model has no output ${output.name ?? output.fallbackIndex}, but ${names}`,
    );
  }
  const last = found.isTensor ? found.shape.at(-1) : undefined;
  if (!found.isTensor || found.type !== 'float32' || last === undefined) {
    throw new ModelError(`output ${found.name} is no list of 32-bit floats`);
  }
  if (typeof last === 'number' && last !== labels) {
    throw new ModelError(
      `output ${found.name} has ${last} scores, the label file ${labels} labels`,
    );
  }
  return found.name;
}
