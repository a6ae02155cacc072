import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSettings } from '../../pipeline/settings/settings.ts';
import { EventHub } from '../../sidecar/event-hub.ts';
import type { CommandEnd } from '../../sidecar/jobs/command-process.ts';
import { JobQueue } from '../../sidecar/jobs/job-queue.ts';
import { JobStore } from '../../sidecar/jobs/job-store.ts';
import { Monitor } from '../../sidecar/monitor.ts';
import { Schedule } from '../../sidecar/schedule.ts';
import { Turns } from '../../sidecar/turns.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

interface Scene {
  readonly monitor: Monitor;
  readonly jobs: JobQueue;
  readonly commands: string[];
  next: CommandEnd;
}

function found(added: number): CommandEnd {
  const process = { added, changed: 0, moved: 0, gone: 0 };
  return { code: 0, document: { process }, lastLine: '' };
}

async function scene(
  folder: TemporaryFolder,
  isEnabled = true,
  freeBytes: () => Promise<number> = async () => 1e9,
): Promise<Scene> {
  const events = new EventHub();
  const commands: string[] = [];
  const store = new JobStore(folder.path);
  const made: { next: CommandEnd } = { next: found(0) };
  const jobs = await JobQueue.open({
    collection: folder.path,
    out: folder.path,
    store,
    events,
    turns: new Turns(),
    run: async (words) => {
      commands.push(words[0] ?? '');
      return made.next;
    },
  });
  const monitor = await Monitor.open({
    state: folder.path,
    isEnabled,
    interval: 300,
    jobs,
    events,
    freeBytes,
  });
  return Object.assign(made, { monitor, jobs, commands });
}

/** Lets everything that is ready happen, and what is saved be saved. */
async function settle(made?: Scene): Promise<void> {
  for (let round = 0; round < 50; round++) await new Promise(setImmediate);
  await made?.monitor.settle();
}

/** Nothing is written any more once the folder is removed. */
function ending({ monitor, jobs }: Scene): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      monitor.close();
      await jobs.close();
      await monitor.settle();
    },
  };
}

test('R13: the monitor scans at once and then at its interval, whatever the clock on the wall says', async (t) => {
  await using folder = await temporaryFolder();
  const made = await scene(folder);
  await using _end = ending(made);
  const { monitor, commands } = made;
  t.mock.timers.enable({ apis: ['setTimeout'] });
  monitor.resume();
  t.mock.timers.tick(1);
  await settle(made);
  assert.deepEqual(commands, ['build']);
  t.mock.timers.tick(299_000);
  await settle(made);
  assert.equal(commands.length, 1);
  t.mock.timers.tick(2000);
  await settle(made);
  assert.equal(commands.length, 2);
  monitor.close();
  t.mock.timers.tick(900_000);
  await settle(made);
  assert.equal(commands.length, 2, 'no more once closed');
});

test('the monitor is started and stopped by the user, and that is remembered', async () => {
  await using folder = await temporaryFolder();
  {
    const { monitor } = await scene(folder);
    assert.equal(monitor.isEnabled, true, 'as the settings say');
    await monitor.stop();
    assert.equal(monitor.isEnabled, false);
  }
  const { monitor, commands } = await scene(folder);
  assert.equal(monitor.isEnabled, false, 'the user said so last');
  monitor.resume();
  await settle();
  assert.deepEqual([commands, monitor.status.running], [[], false]);
});

test('the monitor counts what scans find, and outlives one that fails', async (t) => {
  await using folder = await temporaryFolder();
  const made = await scene(folder);
  await using _end = ending(made);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  made.monitor.resume();
  made.next = found(5);
  t.mock.timers.tick(1);
  await settle(made);
  made.next = { code: 2, document: undefined, lastLine: 'the image folder is missing' };
  t.mock.timers.tick(300_000);
  await settle(made);
  await settle(made);
  assert.equal(made.monitor.pausedBy, 'the image folder is missing');
  made.next = found(2);
  t.mock.timers.tick(300_000);
  await settle(made);
  await settle(made);
  const { last_scan_found, total_processed, last_check } = made.monitor.status;
  assert.deepEqual([last_scan_found, total_processed, made.monitor.pausedBy], [2, 7, null]);
  assert.match(String(last_check), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  made.monitor.close();
});

test('scans by the monitor that find nothing are not kept among the last jobs', async (t) => {
  await using folder = await temporaryFolder();
  const made = await scene(folder);
  await using _end = ending(made);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  made.monitor.resume();
  t.mock.timers.tick(1);
  await settle(made);
  assert.deepEqual(made.jobs.jobs, []);
  made.next = found(1);
  t.mock.timers.tick(300_000);
  await settle(made);
  assert.equal(made.jobs.jobs.length, 1);
  made.monitor.close();
});

test('a schedule that is none is refused with the name of its setting', async () => {
  await using folder = await temporaryFolder();
  await folder.write('homebooru.yaml', 'schedule: { check: "every day" }');
  const { jobs } = await scene(folder);
  const settings = await readSettings(folder.path, true);
  assert.throws(() => new Schedule(settings, jobs), /homebooru\.yaml: schedule\.check/);
  await folder.write('homebooru.yaml', 'schedule: { check: "0 4 * * *" }');
  new Schedule(await readSettings(folder.path, true), jobs).close();
});

test('R5: a scan on a disk that is full is said, and the monitor goes on', async (t) => {
  await using folder = await temporaryFolder();
  const made = await scene(folder);
  await using _end = ending(made);
  await mkdir(join(folder.path, 'monitor.json'));
  t.mock.timers.enable({ apis: ['setTimeout'] });
  made.monitor.resume();
  made.next = found(1);
  t.mock.timers.tick(1);
  await settle(made);
  assert.match(String(made.monitor.pausedBy), /cannot save/);
  assert.equal(made.monitor.status.total_processed, 1);
  t.mock.timers.tick(300_000);
  await settle(made);
  assert.equal(made.commands.length, 2);
});

test('R5: on a full disk no scan is begun; it is looked at once a minute, and scans go on once there is room', async (t) => {
  await using folder = await temporaryFolder();
  let free = 1_000_000;
  let looks = 0;
  const made = await scene(folder, true, async () => {
    looks += 1;
    return free;
  });
  await using _end = ending(made);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  made.monitor.resume();
  t.mock.timers.tick(1);
  await settle(made);
  assert.deepEqual([made.commands, looks], [[], 1]);
  assert.match(String(made.monitor.pausedBy), /^the disk is full, 1 MB are free/);
  for (const minute of [2, 3]) {
    t.mock.timers.tick(60_000);
    await settle(made);
    assert.deepEqual([made.commands, looks], [[], minute]);
  }
  free = 1e9;
  t.mock.timers.tick(60_000);
  await settle(made);
  assert.deepEqual([made.commands, made.monitor.pausedBy], [['build'], null]);
});

test('R5: a scan that a full disk has ended is tried again within a minute', async (t) => {
  await using folder = await temporaryFolder();
  const made = await scene(folder);
  await using _end = ending(made);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  made.monitor.resume();
  made.next = { code: 1, document: undefined, lastLine: 'cannot save x: ENOSPC: no space left' };
  t.mock.timers.tick(1);
  await settle(made);
  assert.match(String(made.monitor.pausedBy), /ENOSPC/);
  made.next = found(1);
  t.mock.timers.tick(60_000);
  await settle(made);
  assert.deepEqual([made.commands.length, made.monitor.pausedBy], [2, null]);
});

test('R14: after a sleep of hours one scan is made, and the next one an interval later', async (t) => {
  await using folder = await temporaryFolder();
  const made = await scene(folder);
  await using _end = ending(made);
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  made.monitor.resume();
  t.mock.timers.tick(1);
  await settle(made);
  // A machine that sleeps runs no timers; awake again, those that are due run, once.
  t.mock.timers.setTime(Date.now() + 8 * 3_600_000);
  t.mock.timers.tick(1);
  await settle(made);
  assert.equal(made.commands.length, 2);
  t.mock.timers.tick(299_000);
  await settle(made);
  assert.equal(made.commands.length, 2);
  t.mock.timers.tick(2000);
  await settle(made);
  assert.equal(made.commands.length, 3);
});
