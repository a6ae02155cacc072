import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AnswerOf, DecodeJob } from '../../pipeline/decode/jobs.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { InlinePool } from '../fixtures/faults/inline-pool.ts';
import { png } from '../fixtures/png.ts';

/** Does something to the first picture that is decoded, after it was hashed. */
class MeddlingPool extends InlinePool {
  #meddle: ((path: string) => void) | undefined;

  constructor(meddle: (path: string) => void) {
    super();
    this.#meddle = meddle;
  }

  override run<J extends DecodeJob>(job: J): Promise<AnswerOf[J['kind']]> {
    if (job.kind === 'render') {
      this.#meddle?.(job.path);
      this.#meddle = undefined;
    }
    return super.run(job);
  }
}

const longAgo = 1_600_000_500;
const meddlings = new Map<string, (path: string) => void>([
  [
    'is replaced',
    (path) => {
      writeFileSync(path, png(2, { width: 9 }));
      utimesSync(path, longAgo, longAgo);
    },
  ],
  [
    'grows',
    (path) => {
      appendFileSync(path, 'more');
      utimesSync(path, longAgo, longAgo);
    },
  ],
  ['vanishes', (path) => rmSync(path)],
]);

for (const [what, meddle] of meddlings) {
  test(`R12: a picture that ${what} between hash and decode waits, and no record says other bytes`, async () => {
    await using collection = await temporaryCollection(new MeddlingPool(meddle));
    await collection.picture('a.png', 1);
    const { added, problems, notices } = await collection.process();
    assert.deepEqual([added, problems], [0, []]);
    assert.match(notices.join('\n'), /a\.png: still changing/);
    const next = await collection.process();
    assert.equal(next.added, what === 'vanishes' ? 0 : 1);
    for (const place of collection.everyFile().keys()) {
      const [, md5 = ''] = /^metadata\/..\/([0-9a-f]{32})\.json$/.exec(place) ?? [];
      if (md5 === '') continue;
      const bytes = readFileSync(join(collection.path, 'images/a.png'));
      assert.equal(md5, createHash('md5').update(bytes).digest('hex'));
    }
  });
}
