import { numbersPerFolder } from '../../catalog/addresses.ts';

/** The file that says which files of a folder are this program's. Nothing else is ever removed there. */
export const ledgerName = '.homebooru-ledger.json';

/** What a folder holds of ours. */
export interface Ledger {
  /** `false` while a build is under way: what the files hold is then not to be trusted. */
  readonly isComplete: boolean;
  /** Tells states of the whole site apart. */
  readonly state: string;
  /** Addresses below the folder. */
  readonly files: ReadonlySet<string>;
}

const version = 1;
/** `thumbs/12/12345.webp` → kind, folder, number, extension. */
const numberedAddress = /^([a-z]+)\/(\d+)\/(\d+)\.([a-z0-9]+)$/;

/** The ledger as its file holds it: addresses by number as runs, so that a million posts take little room. */
export function formatLedger(ledger: Ledger): string {
  const numbered = new Map<string, number[]>();
  const files: string[] = [];
  for (const address of ledger.files) {
    const [, kind, folder, number, extension] = numberedAddress.exec(address) ?? [];
    if (number === undefined || folderOf(Number(number)) !== folder) {
      files.push(address);
      continue;
    }
    const key = `${kind}/.${extension}`;
    const known = numbered.get(key) ?? [];
    known.push(Number(number));
    numbered.set(key, known);
  }
  const runs = [...numbered]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, numbers]): [string, string] => [key, formatRuns(numbers)]);
  const content = {
    version,
    complete: ledger.isComplete,
    state: ledger.state,
    files: files.toSorted(),
    numbers: Object.fromEntries(runs),
  };
  return `${JSON.stringify(content, undefined, 1)}\n`;
}

function formatRuns(numbers: readonly number[]): string {
  const sorted = Float64Array.from(numbers).sort();
  const runs: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    runs.push(end === at ? `${sorted[at]}` : `${sorted[at]}-${sorted[end]}`);
    at = end + 1;
  }
  return runs.join(',');
}

/** Reads a ledger; `undefined` where the text is none. */
export function parseLedger(text: string): Ledger | undefined {
  const content = readJson(text);
  if (content?.version !== version || !Array.isArray(content.files)) return undefined;
  const files = new Set<string>(
    content.files.filter((item) => typeof item === 'string' && isSafe(item)),
  );
  for (const [key, runs] of Object.entries(content.numbers ?? {})) {
    const [, kind, extension] = /^([a-z]+)\/\.([a-z0-9]+)$/.exec(key) ?? [];
    if (kind === undefined) continue;
    for (const number of parseRuns(String(runs))) {
      files.add(`${kind}/${folderOf(number)}/${number}.${extension}`);
    }
  }
  return { isComplete: content.complete === true, state: String(content.state), files };
}

interface Content {
  readonly version?: unknown;
  readonly complete?: unknown;
  readonly state?: unknown;
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

function* parseRuns(runs: string): Generator<number> {
  for (const [, from, to] of runs.matchAll(/(\d{1,15})(?:-(\d{1,15}))?/g)) {
    for (let number = Number(from); number <= Number(to ?? from); number++) yield number;
  }
}

function folderOf(number: number): string {
  return String(Math.floor(number / numbersPerFolder));
}
