import { ShardIndex } from '../catalog/index/shard-index.ts';
import { parseQuery } from '../catalog/search/parse-query.ts';
import { type Query, QueryError } from '../catalog/search/query.ts';
import { prepareQuery } from '../catalog/search/search.ts';
import { element } from './element.ts';
import { markReady, type PageContext, pageContext } from './page-context.ts';
import { answerPage } from './results/answer-page.ts';
import { drawPager } from './results/draw-pager.ts';
import { drawFailure, drawNoMatch, drawQueryError } from './results/draw-problem.ts';
import { readPage } from './results/page-numbers.ts';
import { positiveTerms } from './results/positive-terms.ts';
import { loadRatios } from './shapes.ts';
import { strings } from './strings.ts';
import { drawTile } from './tile.ts';

/** Tiles that are loaded without waiting for the reader to scroll. */
const eagerTiles = 16;

const required = <T extends HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`search.html has no ${selector}`);
  return found;
};

/** Answers the query in the page's address. */
async function showResults(): Promise<void> {
  const address = new URLSearchParams(location.search);
  const similar = address.get('similar');
  const text = address.get('q') ?? (similar === null ? '' : `similar:${similar}`);
  required<HTMLInputElement>('input[data-search]').value = text;
  if (text.trim() !== '') document.title = `${text.trim()} · ${document.title}`;
  try {
    await answer(text, parseQuery(text), readPage(address.get('p')), pageContext());
    markReady('ok');
  } catch (error) {
    const count = required('[data-result-count]');
    count.textContent = strings.noAnswer;
    required('[data-results]').replaceChildren();
    const box = required('[data-query-error]');
    if (error instanceof QueryError) drawQueryError(box, text, error);
    else drawFailure(box, error);
    markReady('error');
  }
}

async function answer(
  text: string,
  query: Query,
  page: number,
  context: PageContext,
): Promise<void> {
  const { total, terms } = await context.shards.ask(async (manifest, load) => {
    const index = new ShardIndex(manifest, load);
    const prepared = await prepareQuery(query, index);
    const size = Math.max(1, manifest.pageSize);
    let drawing: Promise<void> = Promise.resolve();
    const found = await answerPage(prepared, index, { page, size }, (numbers) => {
      drawing = loadRatios(numbers, manifest, load).then((ratios) =>
        drawTiles(numbers, ratios, query, context.root),
      );
      // Awaited below; a failure of the count must not leave this one unheard.
      drawing.catch(() => {});
    });
    await drawing;
    const last = Math.ceil(found.total / size);
    for (const pager of document.querySelectorAll<HTMLElement>('[data-pager]')) {
      drawPager(pager, { query: text, page: found.page, last });
    }
    return { total: found.total, terms: prepared.terms };
  });
  const count = required('[data-result-count]');
  count.dataset['resultCount'] = String(total);
  count.textContent = strings.posts(total);
  if (total === 0) drawNoMatch(required('[data-no-results]'), terms);
  if (context.shards.isBehind) count.after(element('p', 'muted', strings.updating));
}

function drawTiles(
  numbers: readonly number[],
  ratios: readonly number[],
  query: Query,
  root: string,
): void {
  const wished = positiveTerms(query.node).slice(0, 6).join(', ');
  const tiles = numbers.map((number, place) =>
    drawTile(
      {
        number,
        ratio: ratios[place] ?? 100,
        alt: wished === '' ? strings.post(number) : strings.postWith(number, wished),
        isLazy: place >= eagerTiles,
      },
      root,
    ),
  );
  required('[data-results]').replaceChildren(...tiles);
}

void showResults();
