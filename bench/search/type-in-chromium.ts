import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { shardAddress } from '../../catalog/index/shard.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import { openBrowser } from '../../tests/browser/find-browser.ts';
import { chance } from '../../tests/fixtures/random.ts';
import type { Figures } from '../result.ts';
import { completeInChromium } from './in-chromium.ts';

const typedTags = 100;

/** Common and rare tags, typed letter by letter on one page. */
export async function typeInChromium(
  scripts: ReadonlyMap<string, string>,
  byCount: readonly TermUse[],
  say: (line: string) => void,
): Promise<Figures> {
  say('typing in Chromium …');
  const folder = mkdtempSync(join(tmpdir(), 'homebooru-bench-'));
  const browser = await openBrowser();
  try {
    for (const [name, script] of scripts) {
      const path = join(folder, shardAddress(name));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, script);
    }
    const dice = chance(5);
    const typed = Array.from({ length: typedTags }, (_, at) => {
      const { name } = dice.pick(at % 2 === 0 ? byCount.slice(0, 2000) : byCount);
      const letters = [...name].slice(0, 8);
      return letters.map((_, end) => letters.slice(0, end + 1).join(''));
    });
    const times = await completeInChromium(typed.flat(), folder, browser);
    const sorted = times.toSorted((a, b) => a - b);
    return {
      keys: sorted.length,
      p50Milliseconds: sorted[Math.floor(sorted.length / 2)] ?? 0,
      p95Milliseconds: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
