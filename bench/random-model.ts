import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Descriptor } from '../pipeline/tagger/descriptor.ts';
import { type Constant, type Node, writeOnnx } from '../tests/fixtures/onnx-writer.ts';

/** How large a model of random weights is. */
export interface ModelSize {
  /** Pixels a side, a multiple of 16. */
  readonly side: number;
  readonly layers: number;
  readonly width: number;
  readonly tags: number;
}

/** What Camie v2 costs: 1,024 patches, 12 layers of 768, and two heads of 70,527 tags. */
export const camieSize: ModelSize = { side: 512, layers: 12, width: 768, tags: 70_527 };

/**
 * Writes a vision transformer of random weights with its labels and returns its descriptor. It knows nothing, and takes
 * the time and the memory that a real one of its size takes.
 */
export function writeRandomModel(folder: string, size: ModelSize): Descriptor {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'random.onnx'), modelOf(size));
  const names = Array.from({ length: size.tags }, (_, at) => `tag_${at}`);
  writeFileSync(join(folder, 'labels.txt'), `${names.join('\n')}\n`);
  const descriptor = descriptorOf(size);
  writeFileSync(join(folder, 'tagger.json'), JSON.stringify(descriptor));
  return descriptor;
}

const patch = 16;

function modelOf({ side, layers, width, tags }: ModelSize): Buffer {
  const patches = (side / patch) ** 2;
  const nodes: Node[] = [];
  const constants: Constant[] = [];
  const random = (dims: readonly number[]): string => {
    const name = `weights_${constants.length}`;
    constants.push({ name, dims, values: randomFloats(dims) });
    return name;
  };
  const apply = (op: string, inputs: readonly string[], attributes: Node['attributes'] = {}) => {
    const to = `${op}_${nodes.length}`;
    nodes.push({ op, inputs, outputs: [to], attributes });
    return to;
  };
  const project = (from: string, out: number, into = width): string =>
    apply('MatMul', [from, random([into, out])]);
  const embedded = apply('Conv', ['pixels', random([width, 3, patch, patch])], {
    strides: [patch, patch],
  });
  constants.push({
    name: 'sides',
    dims: [3],
    values: BigInt64Array.of(1n, BigInt(width), BigInt(patches)),
  });
  let state = apply('Transpose', [apply('Reshape', [embedded, 'sides'])], { perm: [0, 2, 1] });
  for (let layer = 0; layer < layers; layer++) {
    const keys = apply('Transpose', [project(state, width)], { perm: [0, 2, 1] });
    const weights = apply('Softmax', [apply('MatMul', [project(state, width), keys])]);
    const seen = project(apply('MatMul', [weights, project(state, width)]), width);
    const attended = apply('Tanh', [apply('Add', [state, seen])]);
    const inner = apply('Tanh', [project(attended, width * 4)]);
    state = apply('Tanh', [apply('Add', [attended, project(inner, width, width * 4)])]);
  }
  const mean = apply('ReduceMean', [state], { axes: [1], keepdims: 0 });
  const [first, second] = [project(mean, tags), project(mean, tags)];
  nodes.push({ op: 'Add', inputs: [first, second], outputs: ['scores'] });
  return writeOnnx({
    nodes,
    constants,
    inputs: [{ name: 'pixels', type: 'float32', dims: [1, 3, side, side] }],
    outputs: [{ name: 'scores', type: 'float32', dims: [1, tags] }],
  });
}

/** Uniform, of the spread that keeps a layer's outputs as large as its inputs; a xorshift, as there are 200 million. */
function randomFloats(dims: readonly number[]): Float32Array {
  const count = dims.reduce((product, side) => product * side, 1);
  const spread = Math.sqrt(3 / (count / (dims[0] ?? 1)));
  const values = new Float32Array(count);
  let state = 0x9e3779b9;
  for (let at = 0; at < count; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    values[at] = (state / 2 ** 31) * spread;
  }
  return values;
}

function descriptorOf({ side }: ModelSize): Descriptor {
  return {
    schema: 1,
    id: 'random',
    name: 'Random weights',
    license: 'none',
    files: { model: { path: 'random.onnx' }, labels: { path: 'labels.txt' } },
    input: {
      layout: 'NCHW',
      channels: 'RGB',
      width: side,
      height: side,
      fit: 'letterbox',
      pad: [124, 116, 104],
      background: [255, 255, 255],
      resample: 'lanczos3',
      scale: 1 / 255,
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
    },
    output: { name: 'scores', activation: 'sigmoid' },
    labels: { format: 'text', category: 'general' },
    thresholds: { default: 0.9 },
    exclusive: [],
    ignore: [],
    stripPrefix: {},
  };
}
