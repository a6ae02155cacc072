import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { CronTimer } from '../../sidecar/cron-timer.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A timer for four o'clock every day, on the first of January, midnight. */
function atFour({ mock }: TestContext) {
  mock.timers.enable({ apis: ['setTimeout'] });
  let now = new Date(2026, 0, 1).getTime();
  const acts: string[] = [];
  const act = (): void => {
    const time = new Date(now);
    const minutes = String(time.getMinutes()).padStart(2, '0');
    acts.push(`${time.getDate()}. ${time.getHours()}:${minutes}`);
  };
  const timer = new CronTimer('0 4 * * *', act, () => now);
  return {
    acts,
    live: (time: number): void => {
      for (let passed = 0; passed < time; passed += minute / 2) {
        now += minute / 2;
        mock.timers.tick(minute / 2);
      }
    },
    /** Sets the clock, as a sleep does, and whoever sets it. */
    set: (day: number, hours: number): void => {
      now = new Date(2026, 0, day, hours).getTime();
    },
    [Symbol.dispose]: () => timer.close(),
  };
}

test('R13, R14: what is due every day is done once a day', (t) => {
  using scene = atFour(t);
  scene.live(3 * hour);
  assert.deepEqual(scene.acts, []);
  scene.live(48 * hour);
  assert.deepEqual(scene.acts, ['1. 4:00', '2. 4:00']);
});

test('R14: the days of a sleep are made good once, soon after it', (t) => {
  using scene = atFour(t);
  scene.live(hour);
  scene.set(5, 10);
  scene.live(hour);
  assert.deepEqual(scene.acts, ['5. 10:00']);
  scene.live(24 * hour);
  assert.deepEqual(scene.acts, ['5. 10:00', '6. 4:00']);
});

test('R13: a clock that is set back begins again from there', (t) => {
  using scene = atFour(t);
  scene.live(5 * hour);
  scene.set(1, 1);
  scene.live(4 * hour);
  assert.deepEqual(scene.acts, ['1. 4:00', '1. 4:00']);
});

test('R13: after a clock that was years ahead for a while the days are as before', (t) => {
  using scene = atFour(t);
  scene.set(3000, 0);
  scene.live(hour);
  assert.equal(scene.acts.length, 1);
  scene.set(2, 0);
  scene.live(24 * hour);
  assert.equal(scene.acts.at(-1), '2. 4:00');
  assert.equal(scene.acts.length, 2);
});
