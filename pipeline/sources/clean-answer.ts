import { isObject, type JsonObject } from '../../catalog/json.ts';

/** Fields that expire, that tell of the asker, or that only repeat the picture in other sizes. */
const dropped: ReadonlySet<string> = new Set([
  'variants',
  'alternates',
  'jpg',
  'webp',
  'is_favorited',
  'vote',
  'hotness',
  'api_key',
  'user_id',
  'login',
  'password_hash',
]);
/** Other sizes of the picture, where they are objects of their own. */
const sizes: ReadonlySet<string> = new Set(['preview', 'sample']);

/** A site's answer as a record keeps it: secrets and addresses of files out, all else as it came. */
export function cleanAnswer(raw: JsonObject): JsonObject {
  const kept: [string, unknown][] = [];
  for (const key of Object.keys(raw)) {
    const value = raw[key];
    const isSize = sizes.has(key) && isObject(value);
    if (isSize || dropped.has(key) || key === 'url' || key.endsWith('_url')) continue;
    kept.push([key, isObject(value) ? cleanAnswer(value) : value]);
  }
  return Object.fromEntries(kept);
}
