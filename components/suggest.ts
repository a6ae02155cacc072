import { Completer } from './completion/completer.ts';
import { LiveCounts } from './completion/live-counts.ts';
import { pageContext } from './page-context.ts';
import { restInSlices } from './results/slices.ts';
import { SearchBox } from './search-box/search-box.ts';

/** The search field's own script, loaded when the field is first entered. */
function start(): void {
  const input = document.querySelector<HTMLInputElement>('input[data-search]');
  if (!input) throw new Error('the page has no search field');
  const { shards } = pageContext();
  new SearchBox(input, new Completer(shards, restInSlices), new LiveCounts(shards)).start();
}

start();
