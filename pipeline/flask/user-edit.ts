import type { AddedTag, EditChange, Edits } from '../../catalog/edits.ts';
import { isObject, own, ownStrings } from '../../catalog/json.ts';
import type { PostRecord } from '../../catalog/record.ts';
import { compareTags, normaliseTag } from '../../catalog/tag.ts';
import { type FlaskEntry, splitTags } from './flask-entry.ts';

// What of tags.json did the user write, and what the Flask version itself? It put three different sets into `tags`, or
// into its editor, by its own doing:
//
// - fetched: the union of every source's tags, as it first wrote them;
// - rebuilt: what its "rebuild" left. It read every answer in the best source's format, so that the tags which only
//   another kind of site gave were lost, all at once;
// - offered: the tags that its page showed, and hence its editor began with: the fields by category, which hold the
//   best source's tags alone and no species or lore. Saving replaced `tags` with these, whatever else stood there.
//
// So a tag that is missing says nothing by itself. The user began from the set that differs least from what stands
// there now; where two are as near, from the smaller, which claims fewer removals. Therefore the tags that a rebuild or
// the editor lost count as removed only where more than half of them still stand there, which neither would have left.
// A tag that any of the three sets has was never added by hand.

/** The user's edit that an entry shows; `record`: what its sources said. `undefined`: none. */
export function editOf(entry: FlaskEntry, record: PostRecord | undefined): EditChange | undefined {
  const { known, starts } = record ? writtenByFlask(entry, record) : { known: none, starts: [] };
  const added = [...entry.tags].filter((tag) => !known.has(tag));
  const removed = [...nearest(starts, entry.tags)].filter((tag) => !entry.tags.has(tag));
  return changeOf(
    added.map((name) => categorised(name, entry)),
    removed,
  );
}

/** One change out of several of the same picture, which the Flask version let differ: what any adds is added. */
export function joinEdits(changes: readonly EditChange[]): EditChange | undefined {
  const add = new Map(changes.flatMap(({ add = [] }) => add).map((tag) => [tag.name, tag]));
  const remove = new Set(changes.flatMap(({ remove = [] }) => remove));
  return changeOf(
    [...add.values()],
    [...remove].filter((name) => !add.has(name)),
  );
}

/**
 * What of a change is news to a post: what its history holds was imported or done before, and what the user has decided
 * since then counts. So a second import changes nothing.
 */
export function newsOf(change: EditChange, edits: Edits): EditChange | undefined {
  const added = new Set(edits.history.flatMap((past) => past.change.add ?? []).map(nameOf));
  const removed = new Set(edits.history.flatMap((past) => past.change.remove ?? []));
  return changeOf(
    (change.add ?? []).filter(({ name }) => !added.has(name)),
    (change.remove ?? []).filter((name) => !removed.has(name)),
  );
}

function nameOf({ name }: AddedTag): string {
  return name;
}

function changeOf(add: readonly AddedTag[], remove: readonly string[]): EditChange | undefined {
  if (add.length === 0 && remove.length === 0) return undefined;
  return {
    ...(add.length > 0 ? { add: add.toSorted((a, b) => compareTags(a.name, b.name)) } : {}),
    ...(remove.length > 0 ? { remove: remove.toSorted(compareTags) } : {}),
  };
}

/** General is what a tag is without a word about it; saying so would outvote the sources. */
function categorised(name: string, { categories }: FlaskEntry): AddedTag {
  const category = categories.get(name);
  return category === undefined || category === 'general' ? { name } : { name, category };
}

type TagSet = ReadonlySet<string>;
const none: TagSet = new Set();

/** Everything that no user needed to add, and the sets that an edit can have begun from. */
function writtenByFlask(
  entry: FlaskEntry,
  record: PostRecord,
): { known: TagSet; starts: readonly TagSet[] } {
  // Nothing that was said is left but the entry itself: it is kept whole.
  if (record.sources.size === 0) return { known: none, starts: [] };
  const everything = [...record.sources.values()].map(tagsOf);
  const offered = new Set(entry.categories.keys());
  const known = union([...everything, offered]);
  // The answer that the Flask version saw is replaced: what is missing cannot be called removed any more.
  if (entry.sources.some((source) => isOurs(record, source))) return { known, starts: [] };
  const answers = new Map([...record.sources].filter(([source]) => !isOurs(record, source)));
  const fetched = union([...answers.values()].map(tagsOf));
  const hasGeneral = [...entry.categories.values()].includes('general');
  // Without general tags the page showed all of them.
  const page = hasGeneral ? offered : union([fetched, offered]);
  const starts = [fetched, rebuiltOf(answers), ...(offered.size > 0 ? [page] : [])];
  return { known, starts };
}

/** Whether this program asked the source itself: the Flask version kept no state of its lookups. */
function isOurs(record: PostRecord, source: string): boolean {
  return record.lookups.get(source)?.state === 'found';
}

function union(sets: readonly TagSet[]): TagSet {
  return new Set(sets.flatMap((set) => [...set]));
}

/** All tags of a raw answer, as the Flask version read it. */
function tagsOf(answer: unknown): TagSet {
  if (!isObject(answer)) return none;
  const whole = splitTags(own(answer, 'tag_string'));
  if (whole.size > 0) return whole;
  const tags = own(answer, 'tags');
  return isObject(tags) ? e621Tags(tags) : splitTags(tags);
}

/** Also the groups that this program leaves out, such as `invalid`. */
function e621Tags(groups: Readonly<Record<string, unknown>>): TagSet {
  const names = Object.keys(groups).flatMap((group) => ownStrings(groups, group));
  return new Set(names.map(normaliseTag).filter((tag) => tag !== ''));
}

/** The order in which a rebuild looked for the best source; else it took the first. */
const rebuildOrder = ['danbooru', 'e621', 'gelbooru', 'yandere'];

function rebuiltOf(answers: ReadonlyMap<string, unknown>): TagSet {
  const [first] = answers.keys();
  const best = rebuildOrder.find((source) => answers.has(source)) ?? first;
  const read = [...answers.values()].filter(isObject).map((answer) => {
    const tags = own(answer, 'tags');
    if (best === 'danbooru') return splitTags(own(answer, 'tag_string'));
    if (best === 'e621') return isObject(tags) ? e621Tags(tags) : none;
    return splitTags(tags);
  });
  return union(read);
}

/** The set that differs least from `tags`; the smaller one of two that are as near. */
function nearest(sets: readonly TagSet[], tags: TagSet): TagSet {
  const [best] = sets
    .map((set) => ({ set, distance: distanceOf(set, tags) }))
    .toSorted((a, b) => a.distance - b.distance || a.set.size - b.set.size);
  return best?.set ?? none;
}

/** Tags that one of the sets has and the other has not. */
function distanceOf(a: TagSet, b: TagSet): number {
  const shared = [...a].filter((tag) => b.has(tag)).length;
  return a.size + b.size - 2 * shared;
}
