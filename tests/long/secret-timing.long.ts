import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Attempts } from '../../sidecar/security/attempts.ts';
import { chance } from '../fixtures/random.ts';
import { startServer, testSecret } from '../fixtures/sidecar.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const requests = 20_000;

/** Welch's t of two samples, of which the slowest tenth, which other work on the machine makes, is left out. */
function welchT(a: readonly number[], b: readonly number[]): number {
  const [first, second] = [a, b].map((sample) => {
    const kept = sample.toSorted((x, y) => x - y).slice(0, Math.floor(sample.length * 0.9));
    const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
    const squares = kept.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, error: squares / (kept.length - 1) / kept.length };
  });
  if (!first || !second) throw new Error('two samples are wanted');
  return (first.mean - second.mean) / Math.sqrt(first.error + second.error);
}

test('R48: how long a wrong secret takes to be refused does not tell whether its first letter is right', async () => {
  await using folder = await temporaryFolder();
  await folder.write('dist/index.html', '');
  await folder.write('images/none.txt', '');
  // A clock that leaps ahead, so that every secret is looked at.
  let now = 0;
  const attempts = new Attempts(() => {
    now += 61_000;
    return now;
  });
  await using server = await startServer(folder.path, `${folder.path}/dist`, { attempts });
  const { next } = chance(48);
  const wrong = {
    near: `${testSecret.slice(0, 1)}${'x'.repeat(testSecret.length - 1)}`,
    far: 'x'.repeat(testSecret.length),
  };
  const times = { near: [] as number[], far: [] as number[] };
  for (let round = 0; round < requests; round++) {
    const kind = next() < 0.5 ? 'near' : 'far';
    const began = performance.now();
    const { status } = await server.get('/api/jobs', { Authorization: `Bearer ${wrong[kind]}` });
    times[kind].push(performance.now() - began);
    assert.equal(status, 401);
  }
  const t = welchT(times.near, times.far);
  console.log(`Welch's t: ${t.toFixed(2)}`);
  assert.ok(Math.abs(t) < 4.5, `${t}`);
});
