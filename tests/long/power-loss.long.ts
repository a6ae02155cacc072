import { after, test } from 'node:test';
import { collectionScenarios } from '../fixtures/faults/collection-scenarios.ts';
import { FaultyDisk } from '../fixtures/faults/faulty-disk.ts';
import { losePower } from '../fixtures/faults/power-loss.ts';
import { stateScenarios } from '../fixtures/faults/state-scenarios.ts';

const disk = new FaultyDisk();
after(() => disk[Symbol.dispose]());

const skip = process.platform === 'linux' ? false : 'needs /proc';

// Of what is no truth nothing is synced, and all of it may be gone.
const truth = collectionScenarios.filter(({ name }) => name !== 'thumbnails');

for (const scenario of [...stateScenarios, ...truth]) {
  test(`R6: the power is lost at any step, and what was not synced with it: ${scenario.name}`, {
    skip,
  }, async (context) => {
    context.diagnostic(`cut ${await losePower(disk, scenario)} times`);
  });
}
