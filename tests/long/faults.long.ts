import { after, test } from 'node:test';
import { collectionScenarios } from '../fixtures/faults/collection-scenarios.ts';
import { FaultyDisk } from '../fixtures/faults/faulty-disk.ts';
import { endScenarios, fileScenarios } from '../fixtures/faults/file-scenarios.ts';
import { failEverywhere, failForGood, killEverywhere } from '../fixtures/faults/plans.ts';
import { stateScenarios } from '../fixtures/faults/state-scenarios.ts';
import { sweep } from '../fixtures/faults/sweep.ts';

const disk = new FaultyDisk();
after(async () => {
  disk[Symbol.dispose]();
  await endScenarios();
});

for (const scenario of [...stateScenarios, ...fileScenarios, ...collectionScenarios]) {
  test(`R1: ${scenario.name}, killed before every change of the disk`, async (context) => {
    const { tried } = await sweep(disk, scenario, killEverywhere);
    context.diagnostic(`${tried} kills`);
  });
  test(`R3: ${scenario.name}, every operation failing once`, async (context) => {
    const { tried } = await sweep(disk, scenario, failEverywhere);
    context.diagnostic(`${tried} failures`);
  });
  test(`R3: ${scenario.name}, everything failing from each place on`, async (context) => {
    const { tried } = await sweep(disk, scenario, failForGood);
    context.diagnostic(`${tried} failures`);
  });
}
