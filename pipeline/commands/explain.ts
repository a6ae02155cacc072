import {
  type ExplainedTag,
  type Explanation,
  explainPost,
  type TagReason,
} from '../../catalog/explain.ts';
import { md5Pattern, type PostRecord } from '../../catalog/record.ts';
import { printable } from '../cli/output.ts';
import { currentTime, type Session } from '../cli/session.ts';
import { type Library, readLibrary } from '../library/library.ts';
import { RecordError, readRecord } from '../library/records.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { dueSources } from '../stages/due-sources.ts';

/**
 * Says why a post has the tags that it has. `which`: an MD5, a number, or a path below the image folders. Reads only.
 * Throws a SettingsError where there is no such post, or its record cannot be read.
 */
export async function explain({ settings, rules, output }: Session, which: string): Promise<void> {
  using library = readLibrary(settings.paths.state);
  const place = placeOf(library, which);
  const record = place && (await readable(settings.paths.metadata, place));
  if (!record) throw new SettingsError(`no record of ${which}: wants an MD5, a number, or a path`);
  const { number } = record;
  const isAsked = number !== undefined && record.deleted === undefined;
  const due = isAsked ? await dueSources(settings, library, number, currentTime()) : [];
  const explanation = explainPost(record, rules, due);
  output.json(explanation);
  if (!output.isJson) for (const line of linesOf(explanation)) output.say(printable(line));
}

async function readable(metadata: string, place: string): Promise<PostRecord | undefined> {
  try {
    return await readRecord(metadata, place);
  } catch (cause) {
    if (!(cause instanceof RecordError)) throw cause;
    throw new SettingsError(`${place}: ${cause.message}`, { cause });
  }
}

/** Where the record is, below the metadata folder. */
function placeOf(library: Library, which: string): string | undefined {
  const find = (condition: string, value: string | number): string | undefined => {
    const row = library.sql(`SELECT place FROM records WHERE ${condition} LIMIT 1`).get(value);
    return row && String(row['place']);
  };
  if (md5Pattern.test(which.toLowerCase())) return find('md5 = ?', which.toLowerCase());
  const byNumber = /^\d{1,15}$/.test(which) ? find('number = ?', Number(which)) : undefined;
  const byPath = (path: string): string | undefined =>
    find("md5 IN (SELECT md5 FROM files WHERE path = ? AND md5 <> '')", path);
  return byNumber ?? byPath(which) ?? byPath(which.replace(/^images\//, ''));
}

function* linesOf(explanation: Explanation): Iterable<string> {
  const { md5, number, isShown, paths, rating, tags, lookups, unasked, edits } = explanation;
  yield `${number === undefined ? 'no number' : `post ${number}`}, ${md5}${isShown ? '' : ', not shown'}`;
  for (const path of paths) yield `  ${path}`;
  if (rating) yield `rating: ${rating.value}, by ${rating.by}`;
  const shown = tags.filter(({ state }) => state === 'shown');
  yield `${shown.length} tags:`;
  for (const tag of shown) yield `  ${describe(tag)}`;
  const others = tags.filter(({ state }) => state !== 'shown');
  if (others.length > 0) yield `${others.length} not shown:`;
  for (const tag of others) yield `  ${describe(tag)}`;
  yield lookups.length > 0 ? 'sources:' : 'sources: none asked yet';
  for (const { source, state, at, next, reason, isDue } of lookups) {
    const why = reason === undefined ? '' : `, ${reason}`;
    const then = isDue
      ? '; the next run asks again'
      : next === undefined
        ? ''
        : `; again from ${day(next)}`;
    yield `  ${source}: ${state} ${day(at)}${why}${then}`;
  }
  if (unasked.length > 0) yield `  the next run asks: ${unasked.join(', ')}`;
  if (edits.length > 0) yield 'your edits:';
  for (const { at, change } of edits) yield `  ${day(at)}: ${JSON.stringify(change)}`;
}

const stateWords: Readonly<Record<ExplainedTag['state'], string>> = {
  shown: '',
  removed: 'removed by you',
  hidden: 'hidden by tags.yaml',
  weaker: 'better sources know the picture',
  unsure: 'not sure enough',
  beyond: 'too many tags',
};

function describe({ name, category, state, reasons }: ExplainedTag): string {
  const title = category === undefined ? name : `${name} (${category})`;
  const fate = state === 'shown' ? '' : ` [${stateWords[state]}]`;
  return `${title}${fate}: ${reasons.map(because).join('; ')}`;
}

const kindWords: Readonly<Record<TagReason['how'], string>> = {
  exact: '',
  file: '',
  edit: '',
  tagger: ', a guess',
  name: ', by the name of the file',
  similar: ', of a similar picture',
  implication: ' implies it',
};

function because({ by, how, as, category, confidence, isWeaker }: TagReason): string {
  const sure = confidence === undefined ? '' : ` ${confidence} %`;
  const alias = as === undefined ? '' : ` as ${as}`;
  const kind = category === undefined ? '' : `, ${category}`;
  const weaker = isWeaker ? ', steps back' : '';
  return `${by}${sure}${alias}${kindWords[how]}${kind}${weaker}`;
}

function day(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
