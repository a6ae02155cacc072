import type { PastChange } from './edits.ts';
import type { Lookup } from './lookup.ts';
import { countedWitnesses, type Witness, type WitnessKind } from './merge-tags.ts';
import { type MergeRules, postOf, witnessesOf } from './post.ts';
import type { Rating } from './rating.ts';
import type { PostRecord } from './record.ts';
import { compareTags, type TagCategory } from './tag.ts';

/** One reason for a tag. */
export interface TagReason {
  /** A source's name, `you`, or the tag that implies this one. */
  readonly by: string;
  readonly how: WitnessKind | 'edit' | 'implication';
  /** The tag as it is called there, where an alias makes it this one. */
  readonly as?: string;
  /** The category that it gives. */
  readonly category?: TagCategory;
  /** A model's, in percent. */
  readonly confidence?: number;
  /** It steps back before better witnesses. */
  readonly isWeaker?: true;
  /** A model's guess below the threshold: a suggestion. */
  readonly isUnsure?: true;
}

/** What became of a tag that somebody gives. */
export interface ExplainedTag {
  readonly name: string;
  /** As shown; missing where it is not. */
  readonly category?: TagCategory;
  /**
   * `removed`: by the user; `hidden`: by tags.yaml; `weaker`: only those give it that step back; `unsure`: below the
   * model's threshold; `beyond`: more tags than a post may have.
   */
  readonly state: 'shown' | 'removed' | 'hidden' | 'weaker' | 'unsure' | 'beyond';
  readonly reasons: readonly TagReason[];
}

/** A source's look-up of a post. */
export interface ExplainedLookup extends Omit<Lookup, 'changes'> {
  readonly source: string;
  /** A run now would begin with it, and those like it. */
  readonly isDue: boolean;
}

/** Why a post is as it is shown. */
export interface Explanation {
  readonly md5: string;
  readonly number?: number;
  readonly isShown: boolean;
  readonly paths: readonly string[];
  readonly rating?: { readonly value: Rating; readonly by: string };
  /** By name, the shown ones first. */
  readonly tags: readonly ExplainedTag[];
  /** In order of precedence, then the others by name. */
  readonly lookups: readonly ExplainedLookup[];
  /** Those that a run now would begin with, and that have not been asked before. */
  readonly unasked: readonly string[];
  /** What the user has changed, oldest first. */
  readonly edits: readonly PastChange[];
}

/** Explains a record by the rules that make a post of it. `due`: the sources that a run now would ask first. */
export function explainPost(
  record: PostRecord,
  rules: MergeRules,
  due: readonly string[],
): Explanation {
  const post = postOf(record, rules);
  const witnesses = witnessesOf(record, rules);
  const counted = countedWitnesses(witnesses);
  const rated = counted.find(({ answer }) => answer.rating);
  const { rating } = record.edits;
  const value = rating ?? rated?.answer.rating;
  return {
    md5: record.md5,
    ...(record.number === undefined ? {} : { number: record.number }),
    isShown: post !== undefined,
    paths: record.locations.map(({ path }) => path),
    ...(value && { rating: { value, by: rating ? you : (rated?.source ?? '') } }),
    tags: explainTags(record, rules, witnesses, counted),
    lookups: explainLookups(record, rules, due),
    unasked: due.filter((source) => !record.lookups.has(source)),
    edits: record.edits.history,
  };
}

const you = 'you';

function explainTags(
  record: PostRecord,
  rules: MergeRules,
  witnesses: readonly Witness[],
  counted: readonly Witness[],
): readonly ExplainedTag[] {
  const { aliases, implications, hidden } = rules.tagRules;
  const named = (name: string): string => aliases.get(name) ?? name;
  const reasons = new Map<string, TagReason[]>();
  const give = (raw: string, reason: TagReason): void => {
    const name = named(raw);
    const list = reasons.get(name) ?? [];
    list.push(raw === name ? reason : { ...reason, as: raw });
    reasons.set(name, list);
  };
  for (const witness of witnesses) {
    const isWeaker = !counted.includes(witness) && { isWeaker: true as const };
    for (const [raw, reason] of reasonsOf(witness)) give(raw, { ...reason, ...isWeaker });
  }
  for (const { name, category } of record.edits.add) {
    give(name, { by: you, how: 'edit', ...(category && { category }) });
  }
  const shown = new Map(postOf(record, rules)?.terms.map((term) => [term.name, term]));
  const removed = new Set(record.edits.remove.map(named));
  const isGiven = (name: string): boolean =>
    !removed.has(name) && (reasons.get(name) ?? []).some(counts);
  for (const name of [...reasons.keys()].filter(isGiven)) {
    for (const implied of implications.get(name) ?? []) {
      give(implied, { by: name, how: 'implication' });
    }
  }
  const stateOf = (name: string, given: readonly TagReason[]): ExplainedTag['state'] => {
    if (shown.has(name)) return 'shown';
    if (removed.has(name)) return 'removed';
    if (hidden.has(name)) return 'hidden';
    if (given.some(counts)) return 'beyond';
    return given.every(({ isWeaker }) => isWeaker) ? 'weaker' : 'unsure';
  };
  return [...reasons]
    .map(([name, given]): ExplainedTag => {
      const category = shown.get(name)?.category;
      return { name, ...(category && { category }), state: stateOf(name, given), reasons: given };
    })
    .toSorted(
      (a, b) =>
        Number(b.state === 'shown') - Number(a.state === 'shown') || compareTags(a.name, b.name),
    );
}

function counts({ isWeaker, isUnsure }: TagReason): boolean {
  return !isWeaker && !isUnsure;
}

/** A witness's tags; a model's guesses all, with how sure it is. */
function* reasonsOf({ source, answer, kind }: Witness): Iterable<readonly [string, TagReason]> {
  const guesses = new Map((answer.guesses ?? []).map((guess) => [guess.name, guess]));
  for (const [name, category] of answer.tags) {
    const sure = guesses.get(name)?.confidence;
    guesses.delete(name);
    yield [
      name,
      {
        by: source,
        how: kind,
        ...(category && { category }),
        ...(sure === undefined ? {} : { confidence: percent(sure) }),
      },
    ];
  }
  for (const { name, category, confidence } of guesses.values()) {
    const sure = percent(confidence);
    yield [name, { by: source, how: kind, category, confidence: sure, isUnsure: true }];
  }
}

function percent(confidence: number): number {
  return Math.round(confidence * 100);
}

function explainLookups(
  { lookups }: PostRecord,
  { precedence }: MergeRules,
  due: readonly string[],
): readonly ExplainedLookup[] {
  const place = (source: string): number => {
    const at = precedence.indexOf(source);
    return at < 0 ? precedence.length : at;
  };
  return [...lookups]
    .toSorted(([a], [b]) => place(a) - place(b) || compareTags(a, b))
    .map(([source, { changes: _changes, ...lookup }]) => ({
      source,
      ...lookup,
      isDue: due.includes(source),
    }));
}
