import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { collectionScenarios } from '../fixtures/faults/collection-scenarios.ts';
import { FaultyDisk } from '../fixtures/faults/faulty-disk.ts';
import { endScenarios, fileScenarios } from '../fixtures/faults/file-scenarios.ts';
import { failAtNewSites, killAtEachSite } from '../fixtures/faults/plans.ts';
import { stateScenarios } from '../fixtures/faults/state-scenarios.ts';
import { sweep } from '../fixtures/faults/sweep.ts';

// The whole of it, every operation in every way, is tests/long/faults-*.long.ts.
const disk = new FaultyDisk();
after(async () => {
  disk[Symbol.dispose]();
  await endScenarios();
});

/** What changes truth in one step that must be whole. */
const killed = [
  'a tag edit',
  'a delete',
  'a restore',
  'a delete of one file of a post',
  'a restore of one file of a post',
  'the import of one picture',
];

for (const scenario of collectionScenarios.filter(({ name }) => killed.includes(name))) {
  test(`R1: ${scenario.name} that is killed at any step is all or nothing after a new start`, async () => {
    const { tried } = await sweep(disk, scenario, killAtEachSite);
    assert.ok(tried >= 5, `${tried} steps`);
  });
}

test('R1: nothing that is kept in a file is lost or spoilt where its writer is killed', async () => {
  for (const scenario of stateScenarios) {
    const { tried } = await sweep(disk, scenario, killAtEachSite);
    assert.ok(tried >= 1, scenario.name);
  }
});

test('R3: what the disk refuses is told, harms nothing, and works once the disk is well', async () => {
  const plan = failAtNewSites();
  const quick = [...stateScenarios, ...fileScenarios, ...collectionScenarios.slice(0, 4)];
  let tried = 0;
  for (const scenario of quick) tried += (await sweep(disk, scenario, plan)).tried;
  assert.ok(tried >= 60, `${tried} places in the program`);
});
