import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { siteBlur } from '../filter/site-blur.ts';
import { visitorFilter, without } from '../filter/visitor-filter.ts';
import type { PageContext } from '../page-context.ts';
import { postHref } from '../post-href.ts';
import { Matches } from '../results/matches.ts';

/** Opens a post by chance, any of those that the visitor does not hide as likely as any other. */
export function goToAnyPost({ root, shards, settings }: PageContext): boolean {
  const { hidden } = visitorFilter(settings.current, siteBlur());
  const choice = shards.ask(async (manifest, load) => {
    const query = without(parseQuery(''), hidden);
    const matches = await Matches.open(query, new ShardIndex(manifest, load));
    const place = Math.floor(Math.random() * (await matches.total()));
    const [number] = await matches.slice(place, place + 1);
    return number;
  });
  choice.then(
    (number) => {
      if (number !== undefined) location.assign(root + postHref(number));
    },
    // Where the index cannot be read, the newest posts can.
    () => location.assign(`${root}index.html`),
  );
  return true;
}
