import { isObject, own } from '../../catalog/json.ts';
import { isTagCategory } from '../../catalog/tag.ts';
import { readStored, store } from '../settings/storage.ts';
import type { DraftTag } from './draft.ts';

const storageName = 'homebooru.tags';
const most = 24;

/** The tags that were last added in this browser, the newest first; none where it keeps nothing. */
export function recentTags(): readonly DraftTag[] {
  try {
    const kept: unknown = JSON.parse(readStored(storageName) ?? '[]');
    return Array.isArray(kept) ? kept.flatMap(readTag) : [];
  } catch (error) {
    // Another program's text: then nothing is known.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function readTag(item: unknown): readonly DraftTag[] {
  const name = isObject(item) ? own(item, 'name') : undefined;
  const category = isObject(item) ? own(item, 'category') : undefined;
  if (typeof name !== 'string' || name === '') return [];
  return [isTagCategory(category) ? { name, category } : { name }];
}

/** Puts tags first; those that were kept before move up. Where storage is off, they are forgotten with the page. */
export function rememberTags(tags: readonly DraftTag[]): void {
  const names = new Set(tags.map(({ name }) => name));
  const others = recentTags().filter(({ name }) => !names.has(name));
  store(storageName, JSON.stringify([...tags.toReversed(), ...others].slice(0, most)));
}
