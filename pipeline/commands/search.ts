import { createInterface } from 'node:readline';
import { type Command, InvalidArgumentError } from 'commander';
import { QueryError } from '../../catalog/search/query.ts';
import { printable } from '../cli/output.ts';
import { type CommonOptions, openSession, type Session } from '../cli/session.ts';
import { type Library, readLibrary } from '../library/library.ts';
import { parsePost } from '../library/post-text.ts';
import { explainNothing, findNumbers, likenessOf } from './find-posts.ts';
import { withCollection } from './options.ts';
import { noMatchLines } from './say-no-match.ts';

interface SearchOptions extends CommonOptions {
  readonly count?: boolean;
  readonly limit?: number;
  readonly stdin?: boolean;
}

interface FoundPost {
  readonly number: number;
  readonly md5: string;
  readonly path: string;
  /** Only where the query names a post with `similar:`: how alike the two are, from 0 to 1. */
  readonly similarity?: number;
}

/** `search`: the site's engine on the command line, answered from the library. */
export function registerSearch(program: Command): void {
  withCollection(program.command('search'))
    .description('find posts: one `number<TAB>md5<TAB>first path` a line, in order')
    .argument('[query...]', 'tags, -tag, ~tag, or, brackets, *, metatags; none finds all')
    .option('--count', 'print how many there are')
    .option('--limit <n>', 'print so many at most', wholeNumber)
    .option('--stdin', 'read one query a line, answer each')
    .action(async (words: readonly string[], options: SearchOptions) => {
      const session = await openSession(options);
      using library = readLibrary(session.settings.paths.state);
      if (options.stdin) await answerLines(session, library, options);
      else await answerOne(session, library, words.join(' '), options);
    });
}

async function answerLines(
  session: Session,
  library: Library,
  options: SearchOptions,
): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    await answerOne(session, library, line, options);
  }
}

async function answerOne(
  { rules, output }: Session,
  library: Library,
  query: string,
  options: SearchOptions,
): Promise<void> {
  try {
    const numbers = await findNumbers(library, rules, query);
    const shown = options.count ? [] : numbers.slice(0, options.limit);
    const likeness = await likenessOf(library, rules, query);
    const posts = shown.map((number): FoundPost => {
      const post = readPost(library, number);
      return likeness ? { ...post, similarity: likeness.get(number) ?? 0 } : post;
    });
    output.json({ query, total: numbers.length, posts });
    if (output.isJson) return;
    if (options.count) output.say(String(numbers.length));
    for (const { number, md5, path } of posts) output.say(`${number}\t${md5}\t${printable(path)}`);
    if (options.count || numbers.length > 0) return;
    const lines = noMatchLines(await explainNothing(library, rules, query));
    process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    process.exitCode = 2;
    output.json({ error: { message: error.message, at: error.at } });
    if (!output.isJson) process.stderr.write(`${explain(query, error)}\n`);
  }
}

/** The query with a mark under the place that cannot be read. */
export function explain(query: string, error: QueryError): string {
  return `${query}\n${' '.repeat(error.at)}^ ${error.message}`;
}

function readPost(library: Library, number: number): FoundPost {
  const row = library.sql('SELECT md5, view FROM posts WHERE number = ?').get(number);
  const { paths } = parsePost(row?.['view']);
  return { number, md5: String(row?.['md5']), path: paths[0] ?? '' };
}

/** For options and arguments: a whole number from 0 up. */
export function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`wants a whole number, got "${text}"`);
}
