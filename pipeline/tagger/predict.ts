import { type Predictions, type Thresholds, thresholdOf } from '../../catalog/predictions.ts';
import { type Descriptor, type LabelCategory, ModelError } from './descriptor.ts';
import type { Label } from './labels.ts';

/** Scores that are no numbers: one odd picture can bring a sound model to that. */
export class ScoreError extends Error {
  override readonly name = 'ScoreError';
}

/** How far beyond 0 to 1 a score may lie by rounding alone. */
const rounding = 1e-3;

/**
 * What a model's scores (one a label) say: every tag from `store` on, or from the threshold that is in force where that
 * is lower; of exclusive categories the surest label. Throws a ScoreError for scores that are no numbers, and a ModelError
 * for those that are no confidences.
 */
export function predict(
  scores: Float32Array,
  labels: readonly (Label | undefined)[],
  descriptor: Descriptor,
  store: number,
  users: Thresholds,
): Predictions {
  if (scores.length !== labels.length) {
    throw new ModelError(`gives ${scores.length} scores for ${labels.length} labels`);
  }
  const thresholds = thresholdsOf(descriptor);
  const exclusive = new Set(descriptor.exclusive);
  const found = new Map<LabelCategory, [name: string, confidence: number][]>();
  const surest = new Map<LabelCategory, number>();
  labels.forEach((label, index) => {
    const confidence = confidenceOf(scores[index] ?? Number.NaN, descriptor);
    if (!label) return;
    const { name, category } = label;
    const isOnlyOne = exclusive.has(category);
    const least = isOnlyOne
      ? (surest.get(category) ?? -1)
      : Math.min(store, thresholdOf(category, users, thresholds));
    if (isOnlyOne ? confidence <= least : confidence < least) return;
    if (isOnlyOne) surest.set(category, confidence);
    const group = isOnlyOne ? [] : (found.get(category) ?? []);
    group.push([name, confidence]);
    found.set(category, group);
  });
  return {
    model: descriptor.id,
    thresholds,
    categories: new Map(
      [...found].map(([category, group]) => [
        category,
        new Map(group.toSorted(([, a], [, b]) => b - a)),
      ]),
    ),
  };
}

function thresholdsOf({ thresholds }: Descriptor): Thresholds {
  const known = new Map<string, number>();
  for (const [category, least] of Object.entries(thresholds)) {
    if (least !== undefined) known.set(category, least);
  }
  return known;
}

/** To four places: more would say nothing, and fill the record. */
function confidenceOf(score: number, { output }: Descriptor): number {
  const value = output.activation === 'sigmoid' ? 1 / (1 + Math.exp(-score)) : score;
  if (Number.isNaN(value)) throw new ScoreError('the model gives scores that are no numbers');
  if (value < -rounding || value > 1 + rounding) {
    throw new ModelError(
      `the model gives a score of ${value}, beyond 0 to 1: output.activation wants "sigmoid"?`,
    );
  }
  return Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
}
