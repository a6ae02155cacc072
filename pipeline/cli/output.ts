import type { Problem } from '../stages/context.ts';

/** Where a command speaks: `--json` leaves standard output to one document, and all else goes to standard error. */
export interface Output {
  readonly isJson: boolean;
  /** For people: to standard output, or to standard error beside JSON. */
  readonly say: (line: string) => void;
  /** The one document of `--json`; nothing without it. */
  readonly json: (document: unknown) => void;
}

export function openOutput(isJson: boolean): Output {
  return {
    isJson,
    say: (line) => (isJson ? process.stderr : process.stdout).write(`${line}\n`),
    json: (document) => {
      if (isJson) process.stdout.write(`${JSON.stringify(document)}\n`);
    },
  };
}

/** A name from outside in one line of visible characters. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => {
    const escaped = JSON.stringify(char).slice(1, -1);
    return escaped === char ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : escaped;
  });
}

/** Problems and notices, as every run ends with them. */
export function sayFindings(
  output: Output,
  problems: readonly Problem[],
  notices: readonly string[],
): void {
  for (const notice of notices) output.say(printable(notice));
  if (problems.length > 0) {
    output.say(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}:`);
  }
  for (const { path, reason } of problems) output.say(`  ${printable(path)}: ${printable(reason)}`);
}
