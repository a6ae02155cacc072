import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of the lock file, what is wanted here: https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

interface Listed {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Whether users run it, or only who works on the program. */
  readonly use: 'runs' | 'runs, on some systems' | 'development';
}

/** Every dependency with its licence, as Markdown: what the lock file names, for all systems. */
export function listLicences(repository: string): string {
  const lock = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const listed = Object.entries(lock.packages).flatMap(
    ([place, { version, license, dev, optional }]) => {
      const name = place.split('node_modules/').at(-1) ?? '';
      if (name === '') return [];
      const use = dev ? 'development' : optional ? 'runs, on some systems' : 'runs';
      return [{ name, version: version ?? '', licence: license ?? 'not told', use } as const];
    },
  );
  const groups = Map.groupBy(listed, ({ licence }) => licence);
  const sums = [...groups].toSorted(([a, m], [b, n]) => n.length - m.length || compare(a, b));
  const rows = listed.toSorted((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
  return [
    '# Licences of the dependencies',
    '',
    'Made by `npm run licences` from package-lock.json, for all systems; a test keeps it current.',
    '',
    '| licence | packages |',
    '|---|---|',
    ...sums.map(([licence, { length }]) => `| ${licence} | ${length} |`),
    '',
    '| package | version | licence | use |',
    '|---|---|---|---|',
    ...distinct(rows.map(asRow)),
    '',
  ].join('\n');
}

function asRow({ name, version, licence, use }: Listed): string {
  return `| ${name} | ${version} | ${licence} | ${use} |`;
}

function distinct(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
