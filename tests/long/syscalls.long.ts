import assert from 'node:assert/strict';
import { cpSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDraft } from '../../pipeline/library/files.ts';
import { collectionAt } from '../fixtures/collection.ts';
import { startAgain, threePosts, truthOf } from '../fixtures/faults/collection-scenarios.ts';
import { InlinePool } from '../fixtures/faults/inline-pool.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type CallPoint, countCalls, killAt, skipWithoutTracing } from '../fixtures/traced.ts';

const pool = new InlinePool();
/** Points of one kind of call at most, spread evenly over a command. */
const most = Number(process.env['POINTS'] ?? 12);

interface Act {
  readonly name: string;
  readonly words: readonly string[];
  readonly prepare?: (folder: string) => Promise<unknown>;
}

const acts: readonly Act[] = [
  { name: 'an edit', words: ['edit', 'id:2', '+new'] },
  { name: 'a delete', words: ['delete', '1'] },
  { name: 'a restore', words: ['restore', '3'] },
  {
    name: 'thumbnails',
    words: ['thumbnails'],
    prepare: async (folder) => {
      const cache = join(folder, '.homebooru/cache');
      for (const name of readdirSync(cache)) {
        if (/^(thumbnails|previews)-/.test(name)) rmSync(join(cache, name), { recursive: true });
      }
    },
  },
  {
    name: 'the import of one picture',
    words: ['process', '--offline'],
    prepare: (folder) => collectionAt(folder, pool).picture('new.png', 9, 9),
  },
];

function ageDrafts(folder: string): number {
  const drafts = readdirSync(folder, { withFileTypes: true, recursive: true }).filter(isDraft);
  for (const { parentPath, name } of drafts) utimesSync(join(parentPath, name), 0, 0);
  return drafts.length;
}

for (const { name, words, prepare } of acts) {
  test(`R1: ${name}, killed by the system at its calls, is all or nothing`, {
    skip: skipWithoutTracing(),
  }, async (context) => {
    await using home = await temporaryFolder();
    const [template, folder] = [join(home.path, 'template'), join(home.path, 'work')];
    await mkdir(template);
    await threePosts(collectionAt(template, pool));
    await prepare?.(template);
    const begin = (): void => {
      rmSync(folder, { recursive: true, force: true });
      cpSync(template, folder, { recursive: true, preserveTimestamps: true });
    };
    const command = [...words, '--collection', folder];
    begin();
    await startAgain(folder);
    const before = await truthOf(folder);
    begin();
    // What is compiled is kept: it is written by the first run alone.
    countCalls(command, join(home.path, 'calls'));
    begin();
    const counts = countCalls(command, join(home.path, 'calls'));
    await startAgain(folder);
    const after = await truthOf(folder);
    let [killed, tried, strays] = [0, 0, 0];
    for (const [call, count] of counts) {
      const step = Math.max(1, Math.ceil(count / most));
      for (let at = 1; at <= count; at += step) {
        begin();
        const point: CallPoint = { call, at };
        tried += 1;
        const victim = killAt(command, point);
        // What then becomes of the picture is R23.
        if (victim === 'decoders') continue;
        const isKilled = victim === 'program';
        if (isKilled) killed += 1;
        strays = Math.max(strays, ageDrafts(folder));
        await startAgain(folder);
        assert.equal(ageDrafts(folder), 0, 'a new start sweeps up');
        const now = await truthOf(folder);
        const isDone = JSON.stringify([...now]) === JSON.stringify([...after]);
        const where = `${call} ${at} of ${count}`;
        assert.ok(isKilled || isDone, `${where}: it ended well, and was not done`);
        if (!isDone) assert.deepEqual(now, before, where);
      }
    }
    context.diagnostic(
      `${tried} points, killed at ${killed}; at most ${strays} drafts left; ${JSON.stringify(Object.fromEntries(counts))}`,
    );
    assert.ok(killed > 10, `${killed} kills`);
  });
}
