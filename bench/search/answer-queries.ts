import { readLibrary } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { type Contender, type Run, runAll } from './contender.ts';
import { drawQueries } from './draw-queries.ts';
import { FlexSearchContender, plainPosts } from './flexsearch-contender.ts';
import { ScanContender } from './scan-contender.ts';
import { ShardSite } from './shard-contender.ts';

/** What a contender's process says. */
export interface Answers {
  readonly runs: readonly Run[];
  /** To have all in memory that it needs for its first answer. */
  readonly readyCpuSeconds: number;
  /** Gzipped bytes that a browser must have before the first answer. */
  readonly readyBytes: number;
}

// Answers the drawn queries in a process of its own: `shards|flexsearch|scan`, the state folder, the site's, the count.
const [wish, state = '', site = '', count = '0'] = process.argv.slice(2);
using library = readLibrary(state);
const index = new LibraryIndex(library, new Map());
const before = process.threadCpuUsage();
const [contenderFor, readyBytes] = open();
const { user, system } = process.threadCpuUsage(before);
const runs = await runAll(drawQueries(Number(count)), contenderFor);
const answers: Answers = { runs, readyCpuSeconds: (user + system) / 1e6, readyBytes: readyBytes() };
process.stdout.write(JSON.stringify(answers));

function open(): readonly [contenderFor: () => Contender, readyBytes: () => number] {
  if (wish === 'shards') {
    const shards = new ShardSite(site);
    return [() => shards.visitor(), () => 0];
  }
  if (wish === 'flexsearch') {
    const flexSearch = new FlexSearchContender(plainPosts(library, index));
    return [() => flexSearch, () => flexSearch.exportedBytes()];
  }
  if (wish !== 'scan') throw new Error(`there is no contender ${wish}`);
  const scan = new ScanContender(library, index);
  return [() => scan, () => 0];
}
