import {
  isObject,
  type JsonObject,
  own,
  ownArray,
  ownInteger,
  ownObject,
  ownText,
} from '../../catalog/json.ts';
import type { Site } from '../network/client.ts';
import type { Failure, Reader } from '../network/reply.ts';
import type { CompleteRow } from './booru.ts';
import { unknownForm } from './booru-kind.ts';
import { decodeName } from './kinds/gelbooru.ts';
import type { LearnedTags } from './learned-tags.ts';
import { tagNamesOf, withTagTypes } from './tag-types.ts';

/** More names than this in a request, and the rest is left out of the answer without a word. */
const mostNames = 100;
/** Bytes of names in an address; servers take 8 KB in all. */
const longestNames = 5000;

/** https://gelbooru.com's numbers, as clients know them. */
const types: ReadonlyMap<number, string> = new Map([
  [0, 'general'],
  [1, 'artist'],
  [3, 'copyright'],
  [4, 'character'],
  [5, 'metadata'],
]);

/** Adds to a post what Gelbooru calls its tags: asked once for each name, ever; once a run for those it does not know. */
export function gelbooruTags(site: Site, learned: LearnedTags): CompleteRow {
  const asked = new Set<string>();
  return async (row, signal) => {
    const unknown = tagNamesOf(row.answer).filter(
      (name) => learned.typeOf(name) === undefined && !asked.has(name),
    );
    for (const names of chunksOf(unknown)) {
      const failure = await learn(site, learned, names, signal);
      if (failure) return failure;
      for (const name of names) asked.add(name);
      await learned.saveNowAndThen();
    }
    return { ...row, answer: withTagTypes(row.answer, (name) => learned.typeOf(name)) };
  };
}

function chunksOf(names: readonly string[]): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let [current, length]: [string[], number] = [[], 0];
  for (const name of names) {
    const cost = encodeURIComponent(name).length + 3;
    if (current.length === mostNames || length + cost > longestNames) [current, length] = [[], 0];
    if (current.length === 0) chunks.push(current);
    current.push(name);
    length += cost;
  }
  return chunks;
}

async function learn(
  site: Site,
  learned: LearnedTags,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const query = [
    ['page', 'dapi'],
    ['s', 'tag'],
    ['q', 'index'],
    ['json', '1'],
    ['limit', String(mostNames)],
    ['names', names.join(' ')],
  ] as const;
  const reply = await site.ask({ path: '/index.php', query }, readTags, signal);
  if (reply.kind === 'failed') return reply;
  for (const item of reply.body) {
    const name = decodeName(ownText(item, 'name') ?? '');
    if (name !== '') learned.learn(name, types.get(ownInteger(item, 'type') ?? 0) ?? 'general');
  }
  return undefined;
}

const readTags: Reader<readonly JsonObject[]> = (body) => {
  if (!isObject(body) || ownObject(body, '@attributes') === undefined) {
    return { failure: 'glitch', reason: `${unknownForm} about tags` };
  }
  const tag = own(body, 'tag');
  return { value: isObject(tag) ? [tag] : ownArray(body, 'tag').filter(isObject) };
};
