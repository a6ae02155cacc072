import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CommandEnd, CommandOptions } from '../../sidecar/jobs/command-process.ts';
import { runCommand } from '../../sidecar/jobs/command-process.ts';
import type { Job } from '../../sidecar/jobs/job.ts';
import { startServer, type TestServer } from '../fixtures/sidecar.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

const ok: CommandEnd = { code: 0, document: { posts: 1 }, lastLine: '' };

/** Commands that end when told to; cancelled, at once. */
function commands() {
  const running: {
    readonly words: readonly string[];
    readonly end: (how?: CommandEnd) => void;
    readonly options: CommandOptions;
  }[] = [];
  const run = (words: readonly string[], options: CommandOptions): Promise<CommandEnd> => {
    const { promise, resolve } = Promise.withResolvers<CommandEnd>();
    running.push({ words, options, end: (how = ok) => resolve(how) });
    options.signal.addEventListener('abort', () => {
      resolve({ code: undefined, document: undefined, lastLine: '' });
    });
    return promise;
  };
  return { run, running };
}

async function started(run: typeof runCommand, folder: TemporaryFolder): Promise<TestServer> {
  await folder.write('dist/index.html', '');
  await folder.write('images/none.txt', '');
  return startServer(folder.path, join(folder.path, 'dist'), { run });
}

async function jobsOf(server: TestServer): Promise<readonly Job[]> {
  return (await server.asScript('GET', '/api/jobs')).json.jobs;
}

/** Lets everything that is ready happen. */
async function settle(): Promise<void> {
  for (let round = 0; round < 20; round++) await new Promise(setImmediate);
}

test('R51: of a hundred scans and rebuilds one runs, one of each kind waits, and the rest are told which', async () => {
  await using folder = await temporaryFolder();
  const { run, running } = commands();
  await using server = await started(run, folder);
  const first = await server.asScript('POST', '/api/system/scan');
  assert.equal(first.status, 202);
  await settle();
  const wishes = Array.from({ length: 200 }, (_, at) => (at % 2 ? 'scan' : 'rebuild'));
  const answers = await Promise.all(
    wishes.map((kind) => server.asScript('POST', `/api/system/${kind}`)),
  );
  const accepted = answers.filter(({ status }) => status === 202);
  const refused = answers.filter(({ status }) => status === 409);
  assert.deepEqual([accepted.length, refused.length], [2, 198]);
  const jobs = await jobsOf(server);
  assert.deepEqual(jobs.map(({ kind, state }) => `${kind} ${state}`).toSorted(), [
    'rebuild queued',
    'scan queued',
    'scan running',
  ]);
  const waiting = new Set(jobs.filter(({ state }) => state === 'queued').map(({ id }) => id));
  for (const { json } of refused) {
    assert.ok(waiting.has(json.job), JSON.stringify(json));
    assert.match(json.error.message, /waiting already/);
  }
  assert.equal(running.length, 1, 'one at a time');
  for (let at = 0; at < 4; at++) {
    await settle();
    running[at]?.end();
  }
  await settle();
  const ended = await jobsOf(server);
  assert.deepEqual(
    ended.map(({ state }) => state),
    ['done', 'done', 'done'],
  );
  assert.deepEqual(
    running.map(({ words }) => words[0]),
    ['build', 'rebuild', 'site', 'build'],
  );
});

test('R51: a job is cancelled while it runs and while it waits', async () => {
  await using folder = await temporaryFolder();
  const { run, running } = commands();
  await using server = await started(run, folder);
  await server.asScript('POST', '/api/system/scan');
  await server.asScript('POST', '/api/jobs', { kind: 'check' });
  await settle();
  for (const id of [2, 1])
    assert.equal((await server.asScript('DELETE', `/api/jobs/${id}`)).status, 202);
  await settle();
  assert.deepEqual(
    (await jobsOf(server)).map(({ state }) => state),
    ['cancelled', 'cancelled'],
  );
  assert.equal(running.length, 1);
  assert.equal((await server.asScript('DELETE', '/api/jobs/1')).status, 409);
  assert.equal((await server.asScript('DELETE', '/api/jobs/9')).status, 404);
});

test('a job tells its stage, how far it is, and never goes back', async () => {
  await using folder = await temporaryFolder();
  const { run, running } = commands();
  await using server = await started(run, folder);
  await server.asScript('POST', '/api/system/scan');
  await settle();
  const seen: number[] = [];
  for (const [stage, done, total] of [
    ['reading records', 10, 10],
    ['thumbnails', 1, 4],
    ['scanning', 0, 0],
    ['pages', 50, 50],
  ] as const) {
    running[0]?.options.onProgress({ stage, done, total });
    const [job] = await jobsOf(server);
    assert.deepEqual([job?.stage, job?.done, job?.total], [stage, done, total]);
    seen.push(job?.progress ?? 0);
  }
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  );
  assert.equal(seen.at(-1), 1);
});

test('a job that fails says why to its user, and to strangers only that it did', async () => {
  await using folder = await temporaryFolder();
  const { run, running } = commands();
  await using server = await started(run, folder);
  await server.asScript('POST', '/api/system/scan');
  await settle();
  const lastLine = 'the image folder /secret is missing';
  running[0]?.end({ code: 2, document: undefined, lastLine });
  await settle();
  assert.deepEqual(
    (await jobsOf(server)).map(({ state, error }) => [state, error]),
    [['failed', lastLine]],
  );
  const { body } = await server.get('/api/jobs');
  assert.doesNotMatch(body, /secret/);
  assert.equal(server.sidecar.services.monitor.pausedBy, lastLine);
});

test('exit code 1 with a document is a job done, with problems', async () => {
  await using folder = await temporaryFolder();
  const { run, running } = commands();
  await using server = await started(run, folder);
  await server.asScript('POST', '/api/jobs', { kind: 'check' });
  await settle();
  running[0]?.end({ code: 1, document: { problems: [{}] }, lastLine: 'x' });
  await settle();
  assert.deepEqual(
    (await jobsOf(server)).map(({ state }) => state),
    ['done'],
  );
});

test('jobs outlive a restart: what ran then has failed, and numbers go on', async () => {
  await using folder = await temporaryFolder();
  {
    const { run, running } = commands();
    await using server = await started(run, folder);
    await server.asScript('POST', '/api/system/scan');
    await settle();
    running[0]?.end();
    await settle();
  }
  const kept = JSON.stringify({
    jobs: [
      { id: 7, kind: 'site', state: 'running', queued: '2026-01-01T00:00:00.000Z' },
      5,
      { kind: 'x' },
    ],
  });
  {
    const { run } = commands();
    await using server = await started(run, folder);
    assert.deepEqual(
      (await jobsOf(server)).map(({ id, state }) => [id, state]),
      [[1, 'done']],
    );
  }
  await folder.write('.homebooru/jobs/jobs.json', kept);
  const { run } = commands();
  await using server = await started(run, folder);
  assert.deepEqual(
    (await jobsOf(server)).map(({ id, state }) => [id, state]),
    [[7, 'failed']],
  );
  assert.equal((await server.asScript('POST', '/api/system/scan')).json.job.id, 8);
});

test('the last hundred jobs are kept with their logs, and those before go with theirs', async () => {
  await using folder = await temporaryFolder();
  const jobs = Array.from({ length: 103 }, (_, at) => ({
    id: at + 1,
    kind: 'check',
    state: 'done',
    queued: '2026-01-01T00:00:00.000Z',
  }));
  await folder.write('.homebooru/jobs/jobs.json', JSON.stringify({ jobs }));
  for (const { id } of jobs) await folder.write(`.homebooru/jobs/${id}.log`, `said by ${id}`);
  {
    const { run, running } = commands();
    await using server = await started(run, folder);
    await server.asScript('POST', '/api/jobs', { kind: 'check' });
    await settle();
    running[0]?.end();
    await settle();
    const kept = (await jobsOf(server)).map(({ id }) => id);
    assert.deepEqual([kept.length, kept[0], kept.at(-1)], [100, 104, 5]);
    assert.equal((await server.asScript('GET', '/api/jobs/5/log')).json.log, 'said by 5');
    assert.equal((await server.asScript('GET', '/api/jobs/4/log')).status, 404);
  }
  const logs = readdirSync(join(folder.path, '.homebooru/jobs')).filter((name) =>
    /log$/.test(name),
  );
  assert.ok(logs.includes('5.log') && !logs.includes('4.log'));
});

test('R51: a command of the program runs by itself, is logged, and is ended within seconds', async () => {
  await using folder = await temporaryFolder();
  await folder.write('images/none.txt', '');
  const log = await folder.write('job.log', '');
  const stages: string[] = [];
  const options = {
    log,
    signal: new AbortController().signal,
    onProgress: ({ stage }: { stage: string }) => stages.push(stage),
  };
  const end = await runCommand(['process', '--collection', folder.path], options);
  assert.equal(end.code, 0);
  assert.deepEqual((end.document as { added: number }).added, 0);
  assert.ok(stages.includes('scanning'));
  const abort = new AbortController();
  const cut = runCommand(['process', '--collection', folder.path], {
    ...options,
    signal: abort.signal,
  });
  abort.abort();
  assert.equal((await cut).code, undefined);
});
