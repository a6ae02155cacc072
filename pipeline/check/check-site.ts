import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { numbersPerFolder } from '../../catalog/addresses.ts';
import { isObject, own, ownObject, ownStrings } from '../../catalog/json.ts';
import { listIfPresent, readIfPresent } from '../library/files.ts';
import type { Finding } from './finding.ts';

/** The file in which a site lists its own files, as `homebooru site` writes it. */
const ledgerName = '.homebooru-ledger.json';

/** Whether a folder is a site of this program's. */
export function isSite(folder: string): boolean {
  return existsSync(join(folder, ledgerName));
}

/** Checks that a site's last build was finished, and that the files are there which it lists. */
export async function checkSite(folder: string): Promise<readonly Finding[]> {
  const ledger = readLedger(await readIfPresent(join(folder, ledgerName)));
  if (!ledger) return [stale(join(folder, ledgerName), 'no build has left its list of files here')];
  if (!ledger.isComplete) return [stale(join(folder, ledgerName), 'its last build was cut off')];
  const findings: Finding[] = [];
  for (const [place, addresses] of Map.groupBy(ledger.files, (address) => dirname(address))) {
    const names = new Set((await listIfPresent(join(folder, place))).map(({ name }) => name));
    for (const address of addresses) {
      if (names.has(address.slice(address.lastIndexOf('/') + 1))) continue;
      findings.push(stale(join(folder, address), 'the site lists it, and it is not there'));
    }
  }
  return findings;
}

function stale(path: string, reason: string): Finding {
  return {
    kind: 'stale-site',
    path,
    repairable: false,
    reason: `${reason}: run \`homebooru site\``,
  };
}

interface Ledger {
  readonly isComplete: boolean;
  readonly files: readonly string[];
}

/** `files`: addresses; `numbers`: runs of the numbered ones, such as `"post/.html": "1-4,7"`. */
function readLedger(text: string | undefined): Ledger | undefined {
  const content = text === undefined ? undefined : parse(text);
  if (!isObject(content) || own(content, 'version') !== 1) return undefined;
  const numbered = Object.entries(ownObject(content, 'numbers') ?? {}).flatMap(([key, runs]) => {
    const [, kind = '', extension = ''] = /^([a-z]+)\/\.([a-z0-9]+)$/.exec(key) ?? [];
    return kind === ''
      ? []
      : [...readRuns(String(runs))].map((number) => address(kind, number, extension));
  });
  return {
    isComplete: own(content, 'complete') === true,
    files: [...ownStrings(content, 'files'), ...numbered],
  };
}

function address(kind: string, number: number, extension: string): string {
  return `${kind}/${Math.floor(number / numbersPerFolder)}/${number}.${extension}`;
}

function* readRuns(runs: string): Generator<number> {
  for (const [, from, to] of runs.matchAll(/(\d{1,15})(?:-(\d{1,15}))?/g)) {
    for (let number = Number(from); number <= Number(to ?? from); number++) yield number;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
