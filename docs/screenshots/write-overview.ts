import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shot } from './shot.ts';

/** Pictures beside each other: wide ones, and those of a phone. */
const columns = { wide: 2, narrow: 4 } as const;

/** Writes the page that shows all pictures, in groups. */
export function writeOverview(
  folder: string,
  groups: readonly (readonly [title: string, shots: readonly Shot[]])[],
): void {
  const text = groups.map(([title, shots]) => {
    const isNarrow = ({ width }: Shot): boolean => width < 500;
    const tables = [
      table(
        shots.filter((shot) => !isNarrow(shot)),
        columns.wide,
      ),
      table(shots.filter(isNarrow), columns.narrow),
    ];
    return `## ${title}\n\n${tables.filter((part) => part !== '').join('\n')}`;
  });
  const head = '# Every page and state\n\nOf the demo collection, by `npm run screenshots`.\n\n';
  writeFileSync(join(folder, 'README.md'), head + text.join('\n'));
}

/** Of Markdown, which wants a head: so the first row is one. */
function table(shots: readonly Shot[], width: number): string {
  if (shots.length === 0) return '';
  const count = Math.min(width, shots.length);
  const rows = Array.from({ length: Math.ceil(shots.length / count) }, (_, row) =>
    line(Array.from({ length: count }, (_cell, at) => cell(shots[row * count + at]))),
  );
  const [first = '', ...others] = rows;
  return [first, line(Array.from({ length: count }, () => '---')), ...others, ''].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(shot: Shot | undefined): string {
  return shot === undefined ? '' : `${shot.title}<br>![${shot.title}](${shot.name}.webp)`;
}
