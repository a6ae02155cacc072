import { AddressSet } from './address-set.ts';
import type { NumberSet } from './number-set.ts';

/** The file that says which files of a folder are this program's. Nothing else is ever removed there. */
export const ledgerName = '.homebooru-ledger.json';
/** What a build that is under way has put there besides: an address a line. It goes when the build is complete. */
export const journalName = '.homebooru-journal';

/** What a folder holds of ours. */
export interface Ledger {
  /** `false` while a build is under way: what the files hold is then not to be trusted. */
  readonly isComplete: boolean;
  /** Tells states of the whole site apart. */
  readonly state: string;
  /** Addresses below the folder. */
  readonly files: AddressSet;
  /** The query whose posts alone the site shows; missing where it shows all. */
  readonly query?: string;
}

const version = 1;

/** The ledger as its file holds it: addresses by number as runs. */
export function formatLedger({ isComplete, state, files, query }: Ledger): string {
  const runs = files.numbered.map(([kind, numbers]): [string, string] => [
    kind,
    formatRuns(numbers),
  ]);
  const content = {
    version,
    complete: isComplete,
    state,
    ...(query === undefined ? {} : { query }),
    files: files.others,
    numbers: Object.fromEntries(runs),
  };
  return `${JSON.stringify(content, undefined, 1)}\n`;
}

function formatRuns(numbers: NumberSet): string {
  const runs = [...numbers.runs()];
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** Reads a ledger; `undefined` where the text is none. */
export function parseLedger(text: string): Ledger | undefined {
  const content = readJson(text);
  if (content?.version !== version || !Array.isArray(content.files)) return undefined;
  const files = AddressSet.of(
    content.files.filter((item) => typeof item === 'string' && isSafe(item)),
  );
  for (const [kind, runs] of Object.entries(content.numbers ?? {})) {
    if (!/^[a-z]+\/\.[a-z0-9]+$/.test(kind)) continue;
    for (const [first, last] of parseRuns(String(runs))) files.addNumbers(kind, first, last);
  }
  return {
    isComplete: content.complete === true,
    state: String(content.state),
    files,
    ...(typeof content.query === 'string' ? { query: content.query } : {}),
  };
}

/** Takes in a journal; a last line that was cut off names nothing. */
export function addJournal(files: AddressSet, text: string): void {
  const lines = text.split('\n').slice(0, -1);
  for (const address of lines) if (isSafe(address)) files.add(address);
}

interface Content {
  readonly version?: unknown;
  readonly complete?: unknown;
  readonly state?: unknown;
  readonly query?: unknown;
  readonly files?: readonly unknown[];
  readonly numbers?: Readonly<Record<string, unknown>>;
}

function readJson(text: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A ledger that somebody has changed must not lead out of its folder. */
function isSafe(address: string): boolean {
  return address.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function* parseRuns(runs: string): Generator<readonly [first: number, last: number]> {
  for (const [, from, to] of runs.matchAll(/(\d{1,15})(?:-(\d{1,15}))?/g)) {
    yield [Number(from), Number(to ?? from)];
  }
}
