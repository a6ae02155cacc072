import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runMeasured } from '../../bench/run-measured.ts';
import type { Contender } from '../../bench/search/contender.ts';
import { drawLibrary } from '../../bench/search/draw-library.ts';
import { drawQueries } from '../../bench/search/draw-queries.ts';
import { FlexSearchContender, plainPosts } from '../../bench/search/flexsearch-contender.ts';
import { ScanContender } from '../../bench/search/scan-contender.ts';
import { ShardSite } from '../../bench/search/shard-contender.ts';
import { readLibrary } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const count = 120;

test('the contenders of the search bench give the same answers', async () => {
  await using folder = await temporaryFolder();
  const [state, site] = [join(folder.path, 'state'), join(folder.path, 'site')];
  drawLibrary(state, count);
  const program = fileURLToPath(new URL('../../bench/search/write-index.ts', import.meta.url));
  await runMeasured([program, 'index', state, site]);
  using library = readLibrary(state);
  const index = new LibraryIndex(library, new Map());
  const shards = new ShardSite(site).visitor();
  const scan = new ScanContender(library, index);
  const flexSearch: Contender = new FlexSearchContender(plainPosts(library, index));
  let asked = 0;
  for (const { text } of drawQueries(count).slice(0, 70)) {
    const wanted = await scan.answer(text);
    assert.ok(wanted !== undefined, text);
    assert.deepEqual(await shards.answer(text), wanted, text);
    const other = await flexSearch.answer(text);
    if (other === undefined) continue;
    asked += 1;
    assert.deepEqual(other, wanted, text);
  }
  assert.ok(asked > 35, `FlexSearch could ask ${asked}`);
});
