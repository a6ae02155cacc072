import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { DecodeError, DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { HashQueue } from '../../pipeline/decode/hash-queue.ts';
import type { HashAnswer } from '../../pipeline/decode/jobs.ts';
import { png } from '../fixtures/png.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

interface Written {
  readonly path: string;
  readonly content: Uint8Array;
}

async function pictures(folder: TemporaryFolder, count: number): Promise<readonly Written[]> {
  const all = Array.from({ length: count }, async (_, at) => {
    const content = png(at);
    return { path: await folder.write(`${at}.png`, content), content };
  });
  return Promise.all(all);
}

function hashOf({ content }: Written): HashAnswer {
  const md5 = createHash('md5').update(content).digest('hex');
  return { md5, bytes: content.length, format: 'png' };
}

test('many files that wait for their hash get each their own', async () => {
  await using folder = await temporaryFolder();
  const files = await pictures(folder, 150);
  const answers = await Promise.all(
    files.map(({ path, content }) => pool.hash(path, content.length)),
  );
  assert.deepEqual(answers, files.map(hashOf));
});

test('a file that cannot be read is refused alone, and by its own name', async () => {
  await using folder = await temporaryFolder();
  const files = await pictures(folder, 40);
  const missing = { path: `${folder.path}/missing.png`, content: new Uint8Array() };
  const asked = files.toSpliced(20, 0, missing).map(({ path }) => pool.hash(path, 100));
  const outcomes = await Promise.allSettled(asked);
  const [refused] = outcomes.splice(20, 1);
  assert.ok(refused?.status === 'rejected' && refused.reason instanceof DecodeError);
  assert.match(refused.reason.message, /ENOENT/);
  assert.equal(refused.reason.isLasting, false);
  assert.doesNotMatch(refused.reason.message, /missing\.png/);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value),
    files.map(hashOf),
  );
});

const skip = process.platform === 'linux' ? false : 'needs /proc';
test('a decoder that dies with many files leaves none without an answer', { skip }, async () => {
  await using folder = await temporaryFolder();
  await using own = new DecoderPool(15, 1);
  const files = await pictures(folder, 60);
  await own.hash(files[0]?.path ?? '', 100);
  const asked = files.map(({ path }) => own.hash(path, 100));
  for (const child of children()) process.kill(child, 'SIGKILL');
  assert.deepEqual(await Promise.all(asked), files.map(hashOf));
});

test('where no batch is done in time, each file is judged alone', async () => {
  await using folder = await temporaryFolder();
  await using hasty = new DecoderPool(0.001, 1);
  const files = await pictures(folder, 5);
  const outcomes = await Promise.allSettled(files.map(({ path }) => hasty.hash(path, 100)));
  for (const outcome of outcomes) {
    assert.ok(outcome.status === 'rejected' && outcome.reason instanceof DecodeError);
    assert.match(outcome.reason.message, /nothing has come of it for 0.001 s/);
  }
});

test('a batch is bounded by its files and by its bytes, and a large file is one alone', () => {
  const queue = new HashQueue();
  const sizes = [100, 9_000_000, 4_000_000, 4_000_000, 4_000_000, ...Array(40).fill(10)];
  for (const [at, bytes] of sizes.entries()) void queue.add(String(at), bytes);
  const batches: number[] = [];
  for (let next = queue.next(); next.length > 0; next = queue.next()) batches.push(next.length);
  assert.deepEqual(batches, [1, 1, 2, 32, 9]);
});

/** The processes that this one has started. */
function children(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === process.pid);
}

function parentOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}
