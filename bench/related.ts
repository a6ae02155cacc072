import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defaultParameters } from '../catalog/index/parameters.ts';
import { wrapShard } from '../catalog/index/shard.ts';
import { type RelatedFormula, relatedCount } from '../catalog/related/formula.ts';
import { type Library, openLibrary } from '../pipeline/library/library.ts';
import { libraryPath } from '../pipeline/library/library-files.ts';
import { LibraryIndex, type TermUse } from '../pipeline/library/library-index.ts';
import { PostTable } from '../pipeline/library/post-table.ts';
import { makeAll } from '../site/index/index-parts.ts';
import { putRelated } from '../site/index/related-shards.ts';
import { ListSearch } from '../site/related/list-search.ts';
import { readPostTerms, readTermsOf } from '../site/related/post-terms.ts';
import { RelatedStore } from '../site/related/related-store.ts';
import { RelatedTerms } from '../site/related/related-terms.ts';
import { updateRelated } from '../site/related/update-related.ts';
import { postWith } from '../tests/fixtures/post.ts';
import { chance } from '../tests/fixtures/random.ts';
import { compareWithAll } from './compare-all.ts';
import { drawLibrary } from './drawn-library.ts';
import { DrawnTags } from './drawn-tags.ts';
import { type Bench, type BenchStep, resultOf } from './result.ts';

const checkedPosts = 500;
const edits = 40;
const shares = { 'all tags': 0, 'a fifth bare': 0.2 } as const;

/** Related posts: all of a collection, exactness, what one edit changes, and which formula guesses a hidden tag better. */
export const bench: Bench = async ({ count, folder, say }) => {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'homebooru-bench-'));
  const steps: BenchStep[] = [];
  try {
    for (const [name, bare] of Object.entries(shares)) {
      const state = join(home, `related-${count}-${bare}`);
      if (!existsSync(libraryPath(state))) {
        say(`${name}: drawing the tags of ${count} posts …`);
        drawLibrary(state, count, bare);
      }
      using library = openLibrary(state);
      using store = RelatedStore.inMemory(defaultParameters.related);
      const uses = new LibraryIndex(library, new Map()).uses();
      const told = (step: BenchStep): void => {
        say(`${name}, ${step.name}: ${JSON.stringify(step.figures)}`);
        steps.push({ ...step, name: `${name}, ${step.name}` });
      };
      told(await findAll(library, uses, store, count));
      told(sizeOfShards(store, count));
      told(checkExactness(library, uses, store));
      told(await editOneByOne(library, store, count));
      told(hideTags(library, uses));
    }
  } finally {
    if (folder === undefined) rmSync(home, { recursive: true, force: true });
  }
  return resultOf('related', count, steps);
};

async function findAll(
  library: Library,
  uses: readonly TermUse[],
  store: RelatedStore,
  count: number,
): Promise<BenchStep> {
  const began = performance.now();
  const cpu = process.cpuUsage();
  await updateRelated({ library, uses, formula: 'flask', mostChanges: 0 }, store);
  const { user, system } = process.cpuUsage(cpu);
  const figures = {
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
  return { name: 'find all', figures, ...(count === 100_000 ? { bars: { seconds: 20 } } : {}) };
}

function sizeOfShards(store: RelatedStore, count: number): BenchStep {
  let bytes = 0;
  const put = (name: string, content: string | Uint8Array): string => {
    const { script, hash } = wrapShard(name, content);
    bytes += gzipSync(script).length;
    return hash;
  };
  putRelated(store, defaultParameters.block, makeAll(put));
  return {
    name: 'shards',
    figures: { gzipBytesAPost: bytes / count },
    bars: { gzipBytesAPost: 60 },
  };
}

/** Random posts, each compared with all others. */
function checkExactness(
  library: Library,
  uses: readonly TermUse[],
  store: RelatedStore,
): BenchStep {
  const posts = [...readPostTerms(library)].map(({ number, terms }) => ({
    number,
    terms: terms.slice(),
  }));
  const draw = chance(1);
  const subjects = Array.from({ length: checkedPosts }, () => draw.pick(posts));
  let wrong = 0;
  for (const [number, wanted] of compareWithAll(posts, uses, 'flask', subjects)) {
    const numbers = storedNumbers(store, number);
    if (wanted.join() !== numbers.join()) wrong += 1;
  }
  return { name: 'exactness', figures: { checked: checkedPosts, wrong }, bars: { wrong: 0 } };
}

function storedNumbers(store: RelatedStore, number: number): readonly number[] {
  const block = Math.floor((number - 1) / store.blockSize);
  const from = (number - 1 - block * store.blockSize) * relatedCount;
  const { numbers } = store.block(block);
  return [...numbers.subarray(from, from + relatedCount)].filter((other) => other !== 0);
}

/** One post after another gets another post's tags. */
async function editOneByOne(
  library: Library,
  store: RelatedStore,
  count: number,
): Promise<BenchStep> {
  const drawn = new DrawnTags(0);
  const draw = chance(2);
  const files: number[] = [];
  const times: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const number = 1 + draw.below(count);
    const tags = drawn.of(number).map(({ name, category }) => [name, category] as const);
    const kept = tags.filter((_, place) => place !== edit % tags.length);
    library.transaction(() => {
      const table = new PostTable(library);
      table.put(postWith(number, kept));
      table.flush();
    });
    const before = store.hashes();
    const uses = new LibraryIndex(library, new Map()).uses();
    const began = performance.now();
    await updateRelated({ library, uses, formula: 'flask', mostChanges: 1000 }, store);
    times.push(performance.now() - began);
    files.push([...store.hashes()].filter(([block, hash]) => before.get(block) !== hash).length);
  }
  const p95 = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
  return { name: 'one edit', figures: { p95Files: p95(files), p95Milliseconds: p95(times) } };
}

/** Hides a general tag of a post: how many of the posts related to what is left have it? */
function hideTags(library: Library, uses: readonly TermUse[]): BenchStep {
  const posts = Number(library.sql('SELECT count(*) AS count FROM posts').get()?.['count']);
  const figures: Record<string, number> = {};
  for (const formula of ['flask', 'idf'] as const) {
    figures[`${formula}Neighbours`] = neighboursWithHidden(library, uses, formula, posts);
  }
  return { name: 'hidden tag', figures };
}

function neighboursWithHidden(
  library: Library,
  uses: readonly TermUse[],
  formula: RelatedFormula,
  posts: number,
): number {
  const terms = new RelatedTerms(uses, formula, posts);
  const sizes = new Uint32Array(posts + 1);
  for (const { number, terms: ids } of readPostTerms(library)) sizes[number] = terms.sizeOf(ids);
  const search = new ListSearch(library, terms, sizes);
  const draw = chance(3);
  let found = 0;
  for (let left = checkedPosts; left > 0; left--) {
    const number = 1 + draw.below(posts);
    const ids = readTermsOf(library, number) ?? new Uint32Array();
    const general = [...ids].filter((id) => terms.weightOf(id) > 0);
    if (general.length < 2) continue;
    const hidden = draw.pick(general);
    const best = search.find(
      number,
      ids.filter((id) => id !== hidden),
    );
    for (const other of best.places.slice(0, best.length)) {
      if (readTermsOf(library, other)?.includes(hidden)) found += 1;
    }
  }
  return found / checkedPosts;
}
