import { isObject, type JsonObject, own, ownObject, ownText } from './json.ts';
import { compareTags, isTagCategory, normaliseTag, type TagCategory } from './tag.ts';

/** A category → the confidence from which its guesses are tags; `default` for those that are not named. */
export type Thresholds = ReadonlyMap<string, number>;

/** What a model makes of a picture: category → name in the model's own spelling → confidence from 0 to 1. */
export interface Predictions {
  readonly model: string;
  /** The model's own thresholds; the user's are above them. */
  readonly thresholds: Thresholds;
  readonly categories: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** One guess of a tag, by its normalised name. */
export interface Guess {
  readonly name: string;
  readonly category: TagCategory;
  readonly confidence: number;
  /** Its confidence reaches the threshold: it is a tag, not just a suggestion. */
  readonly isTag: boolean;
}

/** Where neither the model nor the user names a threshold. */
const usualThreshold = 0.5;

/** The threshold of a category: the user's own, else the user's default, else the model's two. */
export function thresholdOf(category: string, users: Thresholds, models: Thresholds): number {
  return (
    users.get(category) ??
    users.get('default') ??
    models.get(category) ??
    models.get('default') ??
    usualThreshold
  );
}

/** A tagger's answer as a record holds it: `{model, thresholds, predictions}`; `undefined` where it is none. */
export function readPredictions(raw: JsonObject): Predictions | undefined {
  const groups = ownObject(raw, 'predictions');
  if (!groups) return undefined;
  return {
    model: ownText(raw, 'model') ?? '',
    thresholds: confidencesIn(ownObject(raw, 'thresholds') ?? {}),
    categories: new Map(
      Object.entries(groups).flatMap(([category, group]) =>
        isObject(group) ? [[category, confidencesIn(group)]] : [],
      ),
    ),
  };
}

function confidencesIn(group: JsonObject): ReadonlyMap<string, number> {
  return new Map(
    Object.keys(group).flatMap((name): [string, number][] => {
      const value = own(group, name);
      return typeof value === 'number' && value >= 0 && value <= 1 ? [[name, value]] : [];
    }),
  );
}

/** The same predictions, the same JSON. */
export function formatPredictions({ model, thresholds, categories }: Predictions): JsonObject {
  return {
    model,
    thresholds: Object.fromEntries(thresholds),
    predictions: Object.fromEntries(
      [...categories].map(([category, group]) => [category, Object.fromEntries(group)]),
    ),
  };
}

/** The guesses of tags, surest first. A rating or a year is no tag, nor is what no category of tags names. */
export function guessesOf({ categories, thresholds }: Predictions, users: Thresholds): Guess[] {
  return [...categories]
    .flatMap(([category, group]) => {
      if (!isTagCategory(category)) return [];
      const least = thresholdOf(category, users, thresholds);
      return [...group].map(([raw, confidence]) => ({
        name: normaliseTag(raw),
        category,
        confidence,
        isTag: confidence >= least,
      }));
    })
    .filter(({ name }) => name !== '')
    .toSorted((a, b) => b.confidence - a.confidence || compareTags(a.name, b.name));
}

/** The surest of a group's names: ratings exclude one another. */
export function surestOf(group: ReadonlyMap<string, number> | undefined): string | undefined {
  let best: string | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const [name, confidence] of group ?? []) {
    if (confidence > most) [best, most] = [name, confidence];
  }
  return best;
}
