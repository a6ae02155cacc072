import type { Command } from 'commander';
import type { MergeRules } from '../../catalog/post.ts';
import { type NamedCount, type Statistics, summarise } from '../../catalog/statistics.ts';
import { countText } from '../../catalog/wording.ts';
import { type Output, printable } from '../cli/output.ts';
import { type CommonOptions, openSession } from '../cli/session.ts';
import { type Library, readLibrary } from '../library/library.ts';
import { LibraryIndex } from '../library/library-index.ts';
import { postsByMonth } from '../library/posts-by-month.ts';
import { withCollection } from './options.ts';

/** `stats`: the dashboard's numbers, from the library. */
export function registerStats(program: Command): void {
  withCollection(program.command('stats'))
    .description('the numbers of the collection: posts, tags, sources, ratings')
    .action(async (options: CommonOptions) => {
      const session = await openSession(options);
      using library = readLibrary(session.settings.paths.state);
      const statistics = readStatistics(library, session.rules);
      session.output.json(statistics);
      if (!session.output.isJson) print(session.output, statistics);
    });
}

/** The numbers of a library, as it is. */
function readStatistics(library: Library, { tagRules }: MergeRules): Statistics {
  const index = new LibraryIndex(library, tagRules.categories);
  return summarise(index.uses(), postsByMonth(library));
}

function print(output: Output, numbers: Statistics): void {
  const line = (name: string, value: string): void => output.say(`${name.padEnd(24)}${value}`);
  const list = (title: string, counts: readonly NamedCount[]): void => {
    const present = counts.filter(({ count }) => count > 0);
    if (present.length === 0) return;
    output.say(`\n${title}`);
    for (const { name, count } of present) line(`  ${printable(name)}`, countText(count));
  };
  line('posts', countText(numbers.posts));
  line('  with metadata', countText(numbers.withMetadata));
  line('  without metadata', countText(numbers.withoutMetadata));
  if (numbers.saucenao > 0) line('  found by SauceNAO', countText(numbers.saucenao));
  if (numbers.ai > 0) line('  known to AI alone', countText(numbers.ai));
  line('tags', countText(numbers.tags));
  line('tags a post', numbers.tagsPerPost.toFixed(1));
  list('sources', numbers.sources);
  list('top tags', numbers.topTags);
  list('categories', numbers.categories);
  list('ratings', numbers.ratings);
  list('file types', numbers.formats);
  list('added', numbers.months);
}
