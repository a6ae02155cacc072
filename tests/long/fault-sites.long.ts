import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { collectionScenarios } from '../fixtures/faults/collection-scenarios.ts';
import { commandScenarios } from '../fixtures/faults/command-scenarios.ts';
import { cutOffScenarios } from '../fixtures/faults/cut-off-scenarios.ts';
import { FaultyDisk } from '../fixtures/faults/faulty-disk.ts';
import { endScenarios, fileScenarios } from '../fixtures/faults/file-scenarios.ts';
import { listCallSites } from '../fixtures/faults/list-call-sites.ts';
import { failForGoodAtNewSites, failUncleanedBut } from '../fixtures/faults/plans.ts';
import { processStarts } from '../fixtures/faults/process-starts.ts';
import { stateScenarios } from '../fixtures/faults/state-scenarios.ts';
import { sweep } from '../fixtures/faults/sweep.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const disk = new FaultyDisk();
after(async () => {
  disk[Symbol.dispose]();
  await endScenarios();
});

/** Places in the program at which it was refused something. */
const reached = new Set<string>();

test('R3: a failure at each place in the program that the scenarios come to', async (context) => {
  let tried = 0;
  const everythingFails = failForGoodAtNewSites();
  for (const scenario of [
    ...stateScenarios,
    ...fileScenarios,
    ...collectionScenarios,
    ...cutOffScenarios,
    ...commandScenarios,
  ]) {
    for (const plan of [failUncleanedBut(reached), everythingFails]) {
      const swept = await sweep(disk, scenario, plan);
      for (const site of swept.sites) reached.add(site);
      tried += swept.tried;
    }
  }
  await using folder = await temporaryFolder();
  for (const start of processStarts.values()) {
    const fault = { kind: 'for good', at: 1, code: 'EMFILE' } as const;
    const { hits } = await disk.during(fault, () => start(folder.path));
    for (const { site } of hits) reached.add(site);
  }
  context.diagnostic(`${tried} faults at ${reached.size} places`);
});

test('R3: every call that renames, removes, writes or starts something is refused once', (context) => {
  const sites = listCallSites();
  const missed = [...sites].filter(([site]) => !reached.has(site));
  context.diagnostic(`${sites.size} call sites, ${missed.length} never reached`);
  assert.deepEqual(missed, []);
});
