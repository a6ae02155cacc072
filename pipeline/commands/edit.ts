import { type Command, Option } from 'commander';
import type { AddedTag, EditChange } from '../../catalog/edits.ts';
import type { MergeRules } from '../../catalog/post.ts';
import { parseRating, type Rating } from '../../catalog/rating.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { namedNumbers, QueryError } from '../../catalog/search/query.ts';
import { isTagCategory, normaliseTag } from '../../catalog/tag.ts';
import { asWriter, type CommonOptions, openSession } from '../cli/session.ts';
import { SettingsError } from '../settings/settings-error.ts';
import type { Context } from '../stages/context.ts';
import { editPosts } from '../stages/edit-posts.ts';
import { refreshLibrary, refreshPosts } from '../stages/refresh-library.ts';
import { findNumbers } from './find-posts.ts';
import { withCollection } from './options.ts';
import { explain } from './search.ts';

interface RulesNow {
  readonly rules: MergeRules;
  readonly hash: string;
}

interface EditOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly rating?: string;
  readonly parent?: string;
  readonly favourite?: boolean;
}

/** `edit`: changes what a query finds, as the user would by hand; kept in the records, over every source. */
export function registerEdit(program: Command): void {
  withCollection(program.command('edit'))
    .description("edit the posts that a query finds: edit 'QUERY' +tag +artist:name -tag")
    .argument('<query>', 'which posts')
    .argument('[changes...]', '+tag adds, +category:tag with a category, -tag removes')
    .option('--dry-run', 'say what would change, change nothing')
    .option('--rating <rating>', 'g, s, q, e or none (what the sources say)')
    .option('--parent <number>', "a post's number, or none")
    .addOption(new Option('--favourite', 'mark as favourite').conflicts('noFavourite'))
    .option('--no-favourite', 'take the mark away')
    .allowUnknownOption()
    .passThroughOptions(false)
    .action(runEdit);
}

async function runEdit(
  query: string,
  words: readonly string[],
  options: EditOptions,
  command: Command,
): Promise<void> {
  const session = await openSession(options);
  const hasFavourite = command.getOptionValueSource('favourite') === 'cli';
  const change = readChange(words, options, hasFavourite ? options.favourite : undefined);
  await asWriter(session, 'edit', options, async (context, rulesHash) => {
    const numbers = await findNow(
      context,
      { rules: session.rules, hash: rulesHash },
      query,
      change.parent,
    );
    requirePost(context, change.parent);
    const changed = (await editPosts(context, numbers, change, options.dryRun === true)).length;
    session.output.say(
      options.dryRun
        ? `${changed} of ${numbers.length} would change`
        : `${changed} of ${numbers.length} changed; \`homebooru site\` publishes it`,
    );
    session.output.json({ matched: numbers.length, changed, dryRun: options.dryRun === true });
  });
}

/** What a query finds is what the records say now. Where it names posts by their numbers alone, others do not matter. */
async function findNow(
  context: Context,
  { rules, hash }: RulesNow,
  query: string,
  parent: EditChange['parent'],
): Promise<readonly number[]> {
  try {
    const named = namedNumbers(parseQuery(query).node);
    const parents = typeof parent === 'number' ? [parent] : [];
    if (named) await refreshPosts(context, hash, [...named, ...parents]);
    else await refreshLibrary(context, hash);
    return await findNumbers(context.library, rules, query);
  } catch (error) {
    if (error instanceof QueryError) throw new SettingsError(explain(query, error));
    throw error;
  }
}

function requirePost({ library }: Context, number: EditChange['parent']): void {
  if (typeof number !== 'number') return;
  if (library.sql('SELECT 1 FROM posts WHERE number = ?').get(number)) return;
  throw new SettingsError(`--parent: no post has number ${number}`);
}

/** Throws a SettingsError that names the word which is no change. */
function readChange(
  words: readonly string[],
  options: EditOptions,
  favourite: boolean | undefined,
): EditChange {
  const add = words.filter((word) => word.startsWith('+')).map((word) => readAdded(word.slice(1)));
  const remove = words
    .filter((word) => word.startsWith('-'))
    .map((word) => readAdded(word.slice(1)).name);
  const option = words.find((word) => word.startsWith('--'));
  if (option !== undefined) throw new SettingsError(`unknown option '${option}'`);
  const odd = words.find((word) => !/^[+-]/.test(word));
  if (odd !== undefined) {
    throw new SettingsError(
      `"${odd}": a change begins with + or -; a query of several words wants quotes`,
    );
  }
  const change: EditChange = {
    ...(add.length > 0 ? { add } : {}),
    ...(remove.length > 0 ? { remove } : {}),
    ...(options.rating === undefined ? {} : { rating: readRating(options.rating) }),
    ...(options.parent === undefined ? {} : { parent: readParent(options.parent) }),
    ...(favourite === undefined ? {} : { favourite }),
  };
  if (Object.keys(change).length === 0) {
    throw new SettingsError(
      'nothing to change: name +tags, -tags, --rating, --parent or --favourite',
    );
  }
  return change;
}

/** `name`, or `category:name` where that is a category. */
function readAdded(word: string): AddedTag {
  const [, category, rest = ''] = /^([a-z]+):(.+)$/su.exec(word) ?? [];
  return isTagCategory(category) ? { name: readTag(rest), category } : { name: readTag(word) };
}

function readTag(word: string): string {
  const name = normaliseTag(word);
  if (name === '') throw new SettingsError(`"${word}" is no tag`);
  return name;
}

function readRating(text: string): Rating | null {
  if (text === 'none') return null;
  const rating = parseRating(text);
  if (!rating) throw new SettingsError(`--rating wants g, s, q, e or none, got "${text}"`);
  return rating;
}

function readParent(text: string): number | null {
  if (text === 'none') return null;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new SettingsError(`--parent wants a post's number or none, got "${text}"`);
}
