import { type Answer, originsOf, readAnswer } from './answer.ts';
import { hasEdits } from './edits.ts';
import type { Measures } from './measures.ts';
import {
  countedWitnesses,
  type MergedTag,
  mergeTags,
  type Witness,
  type WitnessKind,
} from './merge-tags.ts';
import { pixivAddress, readNameHints } from './name-hints.ts';
import type { Thresholds } from './predictions.ts';
import type { Rating } from './rating.ts';
import type { PostRecord } from './record.ts';
import type { TagCategory } from './tag.ts';
import { tagFileSource } from './tag-file.ts';
import type { TagRules } from './tag-rules.ts';

/** A site's own id of this picture. */
export interface SiteId {
  readonly source: string;
  readonly id: number;
  /** It is the id of a post that looks like this picture, and is another: nothing is joined by it. */
  readonly isSimilar?: true;
  /** What the site's users think of it. */
  readonly score?: number;
}

/** What models guess: a tag's name, its category, and how sure they are, in percent. */
export type GuessedTag = readonly [name: string, category: TagCategory, percent: number];

/** One picture as the site shows it: all that its page says, and nothing of any other post. */
export interface Post extends Measures {
  /** Its place in the order of arrival, from 1; its address for ever. */
  readonly number: number;
  readonly md5: string;
  /** ISO 8601, UTC. */
  readonly added: string;
  readonly created?: string;
  readonly rating?: Rating;
  readonly score?: number;
  readonly favourites?: number;
  readonly isFavourite: boolean;
  /** The user changed something on it. */
  readonly isEdited: boolean;
  /** By name. Not called `tags`: Eleventy takes that key for its own collections. */
  readonly terms: readonly MergedTag[];
  /** Every source that found it, in order of precedence, then those who found weaker matches. */
  readonly foundBy: readonly string[];
  /** Only models know it. */
  readonly isGuessed: boolean;
  /** What models guess, surest first, each name once: of these `terms` has the sure ones, the rest are suggestions. */
  readonly guesses?: readonly GuessedTag[];
  readonly ids: readonly SiteId[];
  /** The sites' ids of its parent, in order of precedence. */
  readonly parents: readonly SiteId[];
  /** The parent that the user chose; `null`: none. */
  readonly chosenParent?: number | null;
  /** Where the picture comes from: addresses or any text. */
  readonly origins: readonly string[];
  /** Paths below the image folders. */
  readonly paths: readonly string[];
}

/** What merging needs to know of the settings. */
export interface MergeRules {
  /** Names of the sources, best first; others follow by name. */
  readonly precedence: readonly string[];
  readonly tagRules: TagRules;
  /** From which confidence a model's guess is a tag, where the user says so. */
  readonly thresholds: Thresholds;
}

/** The post that a record stands for, or `undefined` where there is nothing to show: deleted, gone or never seen. */
export function postOf(record: PostRecord, rules: MergeRules): Post | undefined {
  const { number, added, measures, locations, edits } = record;
  if (number === undefined || added === undefined || measures === undefined) return undefined;
  if (record.deleted !== undefined || locations.length === 0) return undefined;
  const witnesses = witnessesOf(record, rules);
  const counted = countedWitnesses(witnesses);
  const rating = edits.rating ?? counted.find(({ answer }) => answer.rating)?.answer.rating;
  const first = counted.find(({ kind }) => kind !== 'tagger')?.answer;
  // What is known only by resemblance or guess shows as such while it counts, and not at all beside better.
  const identified = witnesses.filter(
    (witness) => witness.kind === 'exact' || counted.includes(witness),
  );
  return {
    ...measures,
    number,
    md5: record.md5,
    added,
    ...(first?.created === undefined ? {} : { created: first.created }),
    ...(rating === undefined ? {} : { rating }),
    ...(first?.score === undefined ? {} : { score: first.score }),
    ...(first?.favourites === undefined ? {} : { favourites: first.favourites }),
    isFavourite: edits.favourite,
    isEdited: hasEdits(edits),
    terms: mergeTags(witnesses, edits, rules.tagRules),
    foundBy: [...new Set([...witnesses.map(({ source }) => source), ...record.matches.keys()])],
    isGuessed: counted.length > 0 && counted.every(({ kind }) => kind === 'tagger'),
    ...guessedTags(witnesses),
    ids: siteIds(identified, 'id'),
    parents: siteIds(
      identified.filter(({ kind }) => kind !== 'similar'),
      'parent',
    ),
    ...(edits.parent === undefined ? {} : { chosenParent: edits.parent }),
    origins: originsWith(counted, record),
    paths: locations.map(({ path }) => path),
  };
}

function siteIds(witnesses: readonly Witness[], key: 'id' | 'parent'): readonly SiteId[] {
  const ids = new Map<string, SiteId>();
  for (const { source, answer, kind } of witnesses) {
    const site = answer.site ?? source;
    const id = answer[key];
    if (id === undefined || ids.has(`${site} ${id}`)) continue;
    const isSimilar = kind === 'similar' && { isSimilar: true as const };
    const score = key === 'id' && answer.score !== undefined && { score: answer.score };
    ids.set(`${site} ${id}`, { source: site, id, ...isSimilar, ...score });
  }
  return [...ids.values()];
}

/** Where the witnesses say that it comes from; and pixiv, where a file's name says so and nobody else does. */
function originsWith(counted: readonly Witness[], { locations }: PostRecord): readonly string[] {
  const told = originsOf(counted.map(({ answer }) => answer));
  const works = locations.flatMap(({ path }) => {
    const { pixiv } = readNameHints(path.slice(path.lastIndexOf('/') + 1));
    return pixiv === undefined ? [] : [pixiv];
  });
  const unknown = works.filter((id) => !told.some((text) => text.includes(String(id))));
  return [...new Set([...told, ...unknown.map(pixivAddress)])];
}

/** Guesses shown on a post at most. */
const maximumGuesses = 200;

function guessedTags(witnesses: readonly Witness[]): Pick<Post, 'guesses'> {
  const surest = new Map<string, GuessedTag>();
  const all = witnesses.flatMap(({ answer }) => answer.guesses ?? []);
  for (const { name, category, confidence } of all.toSorted(
    (a, b) => b.confidence - a.confidence,
  )) {
    if (surest.size === maximumGuesses) break;
    if (!surest.has(name)) surest.set(name, [name, category, Math.round(confidence * 100)]);
  }
  return surest.size === 0 ? {} : { guesses: [...surest.values()] };
}

export function witnessesOf(record: PostRecord, rules: MergeRules): readonly Witness[] {
  const place = (source: string): number => {
    const at = rules.precedence.indexOf(source);
    return at < 0 ? rules.precedence.length : at;
  };
  const own = [...record.sources].map(([source, raw]) => ({ source, raw, how: undefined }));
  const matched = [...record.matches.values()]
    .flat()
    .map(({ source, how, answer }) => ({ source, raw: answer, how }));
  return [...own, ...matched]
    .toSorted((a, b) => place(a.source) - place(b.source) || (a.source < b.source ? -1 : 1))
    .flatMap(({ source, raw, how }) => {
      const answer = readAnswer(raw, rules.thresholds);
      if (answer === undefined) return [];
      return [{ source, answer, kind: how ?? kindOf(source, answer) }];
    });
}

function kindOf(source: string, answer: Answer): WitnessKind {
  if (answer.guesses !== undefined || source === flaskTagger) return 'tagger';
  return source === tagFileSource ? 'file' : 'exact';
}

/** What the Flask version wrote under this name looks like a booru's answer, and is a model's. */
export const flaskTagger = 'camie_tagger';
