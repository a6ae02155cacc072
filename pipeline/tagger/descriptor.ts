import { z } from 'zod';
import { tagCategories } from '../../catalog/tag.ts';

/** What a label may be: a tag of a category, or one of two that are never tags. */
export const labelCategories = [...tagCategories, 'rating', 'year'] as const;
export type LabelCategory = (typeof labelCategories)[number];

const triple = z.tuple([z.number(), z.number(), z.number()]);
const colour = z.tuple([byte(), byte(), byte()]);
const side = z.int().min(1).max(4096);
const share = z.number().min(0).max(1);
const category = z.enum(labelCategories);

function byte() {
  return z.int().min(0).max(255);
}

const file = z.strictObject({
  path: z.string().regex(/^[^/\\:\0]+$/, { error: 'wants the plain name of a file' }),
  bytes: z.int().positive().optional(),
  /** Roughly, where nobody has told the exact size. */
  aboutBytes: z.int().positive().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'wants 64 hex digits' })
    .optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
});

const labels = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('camie-json'),
    /** The way to `idx_to_tag` and `tag_to_category`, with dots; empty: the top. */
    root: z.string().default('dataset_info.tag_mapping'),
  }),
  z.strictObject({
    format: z.literal('csv'),
    nameColumn: z.string().default('name'),
    categoryColumn: z.string().default('category'),
    categoryMap: z.record(z.string(), category),
  }),
  z.strictObject({ format: z.literal('text'), category: category.default('general') }),
]);
export type LabelFormat = z.output<typeof labels>;

/** `tagger.json`: all that is to be known of a model besides its weights. docs/decisions/0010 tells the fields. */
export const descriptorSchema = z.strictObject({
  schema: z.literal(1),
  id: z.string().min(1),
  name: z.string().min(1),
  license: z.string().min(1),
  homepage: z.url({ protocol: /^https?$/ }).optional(),
  files: z.strictObject({ model: file, labels: file }),
  input: z.strictObject({
    /** Missing: the model's only input. */
    name: z.string().optional(),
    layout: z.enum(['NCHW', 'NHWC']),
    channels: z.enum(['RGB', 'BGR']),
    width: side,
    height: side,
    fit: z.enum(['letterbox', 'stretch']),
    /** Red, green, blue, as are all colours and means here: beside a letterboxed picture, and under transparency. */
    pad: colour.default([255, 255, 255]),
    background: colour.default([255, 255, 255]),
    resample: z.enum(['nearest', 'linear', 'cubic', 'lanczos3']),
    /** A value is (pixel × scale − mean) / std, of a pixel from 0 to 255. */
    scale: z.number().positive(),
    mean: triple.default([0, 0, 0]),
    std: z.tuple([nonZero(), nonZero(), nonZero()]).default([1, 1, 1]),
  }),
  output: z.strictObject({
    /** Missing: by `fallbackIndex` alone. */
    name: z.string().optional(),
    fallbackIndex: z.int().min(0).optional(),
    activation: z.enum(['none', 'sigmoid']),
  }),
  labels,
  thresholds: z.partialRecord(z.enum([...tagCategories, 'default']), share).default({}),
  /** Of these categories only the surest label counts. */
  exclusive: z.array(category).default(['rating']),
  ignore: z.array(z.string()).default(['year']),
  /** Category → what its names begin with, and what is not part of them. */
  stripPrefix: z.partialRecord(category, z.string()).default({}),
  /** Bytes of memory that it needs, where that is known better than by its size. */
  memory: z.int().positive().optional(),
});
export type Descriptor = z.output<typeof descriptorSchema>;

function nonZero() {
  return z.number().refine((value) => value !== 0, { error: 'wants a number that is not 0' });
}

/** A model, a label file or a descriptor that cannot be used: why, in the user's words. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/** Reads a descriptor. Throws a ModelError that names the file, the key and the wish. */
export function parseDescriptor(text: string, place: string): Descriptor {
  const checked = descriptorSchema.safeParse(parseJson(text, place));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const key = issue?.path.join('.') ?? '';
  throw new ModelError(`${place}: ${key === '' ? '' : `${key}: `}${issue?.message ?? 'is wrong'}`);
}

/** Throws a ModelError where it is no JSON. */
export function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new ModelError(`${place}: is no JSON: ${cause.message}`, { cause });
  }
}
