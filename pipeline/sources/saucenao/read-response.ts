import {
  isObject,
  type JsonObject,
  own,
  ownArray,
  ownInteger,
  ownObject,
  ownText,
} from '../../../catalog/json.ts';

/** A post of a site that SauceNAO takes for the picture. */
export interface SauceHit {
  readonly source: string;
  readonly id: number;
  /** Percent. */
  readonly similarity: number;
}

/** What is left of the quotas after a search; missing: it did not say. */
export interface SauceQuota {
  readonly shortLimit?: number;
  readonly shortRemaining?: number;
  readonly longLimit?: number;
  readonly longRemaining?: number;
}

/** What an answer comes to. */
export type SauceAnswer =
  | { readonly kind: 'hits'; readonly hits: readonly SauceHit[]; readonly isPartial: boolean }
  /** `daily`, `short`: a quota is used up; `access`: the key is missing or wrong, or we failed too often. */
  | {
      readonly kind: 'refused';
      readonly cause: 'daily' | 'short' | 'access';
      readonly message: string;
    }
  /** This picture cannot be searched for. */
  | { readonly kind: 'failed'; readonly message: string };

/** The ids in a hit, and whose they are. Its addresses are old ones, and not to be relied on. */
const idFields: readonly (readonly [field: string, source: string])[] = [
  ['danbooru_id', 'danbooru'],
  ['e621_id', 'e621'],
  ['gelbooru_id', 'gelbooru'],
  ['yandere_id', 'yandere'],
  ['konachan_id', 'konachan'],
];

/** Reads an answer, whatever its status. `undefined`: it has no form that is known. */
export function readSauceAnswer(body: unknown): SauceAnswer | undefined {
  const header = isObject(body) ? ownObject(body, 'header') : undefined;
  const status = numberOf(header, 'status');
  if (!isObject(body) || !header || status === undefined) return undefined;
  if (status >= 0) return { kind: 'hits', hits: hitsOf(body), isPartial: status > 0 };
  const message = plainText(ownText(header, 'message') ?? `status ${status}`);
  if (status === -1) return { kind: 'refused', cause: 'access', message };
  if (status === -2) return { kind: 'refused', cause: causeOf(message), message };
  return { kind: 'failed', message };
}

function causeOf(message: string): 'daily' | 'short' | 'access' {
  if (/daily|24 hours/i.test(message)) return 'daily';
  return /failed/i.test(message) ? 'access' : 'short';
}

/** Every hit's posts: one hit may be on several sites. */
function hitsOf(body: JsonObject): readonly SauceHit[] {
  return ownArray(body, 'results')
    .filter(isObject)
    .flatMap((result) => {
      const similarity = numberOf(ownObject(result, 'header'), 'similarity');
      const post = ownObject(result, 'data') ?? {};
      if (similarity === undefined) return [];
      return idFields.flatMap(([field, source]) => {
        const id = numberOf(post, field);
        return id !== undefined && Number.isSafeInteger(id) && id > 0
          ? [{ source, id, similarity }]
          : [];
      });
    });
}

/** The best hit of each site that is alike enough, the best first. `minsim` is but a wish to the server. */
export function bestHits(hits: readonly SauceHit[], threshold: number): readonly SauceHit[] {
  const best = new Map<string, SauceHit>();
  for (const hit of hits) {
    const known = best.get(hit.source);
    const isBetter = known === undefined || hit.similarity > known.similarity;
    if (hit.similarity >= threshold && hit.similarity <= 100 && isBetter) best.set(hit.source, hit);
  }
  return [...best.values()].toSorted((a, b) => b.similarity - a.similarity);
}

export function readSauceQuota(body: unknown): SauceQuota {
  const header = (isObject(body) && ownObject(body, 'header')) || undefined;
  const fields = [
    ['shortLimit', numberOf(header, 'short_limit')],
    ['shortRemaining', numberOf(header, 'short_remaining')],
    ['longLimit', numberOf(header, 'long_limit')],
    ['longRemaining', numberOf(header, 'long_remaining')],
  ] as const;
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/**
 * An answer as records keep it: without who asked, our address, the name of the upload, and addresses that are signed
 * and expire.
 */
export function cleanResponse(body: unknown): JsonObject {
  const header = (isObject(body) && ownObject(body, 'header')) || {};
  const results = isObject(body) ? ownArray(body, 'results').filter(isObject) : [];
  const message = ownText(header, 'message');
  return {
    header: {
      ...pick(header, ['status', 'results_requested', 'minimum_similarity', 'results_returned']),
      ...(message === undefined ? {} : { message: plainText(message) }),
    },
    results: results.map((result) => ({
      header: pick(ownObject(result, 'header') ?? {}, [
        'similarity',
        'index_id',
        'index_name',
        'dupes',
        'hidden',
      ]),
      data: ownObject(result, 'data') ?? {},
    })),
  };
}

function pick(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.filter((key) => own(object, key) !== undefined).map((key) => [key, own(object, key)]),
  );
}

/** Messages come as HTML, and name the caller's address. */
function plainText(message: string): string {
  return message
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}\b|\b[0-9a-f]{0,4}(:[0-9a-f]{0,4}){3,7}\b/gi, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}

/** Figures come as numbers or as text. */
function numberOf(object: JsonObject | undefined, key: string): number | undefined {
  const value = object && (ownInteger(object, key) ?? own(object, key));
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
