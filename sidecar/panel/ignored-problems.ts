import { join } from 'node:path';
import { isObject, ownArray, ownText, readJson } from '../../catalog/json.ts';
import { readIfPresent, writeAtomically } from '../../pipeline/library/files.ts';
import { privateMode } from '../security/secret.ts';

/** More than anybody looks through. */
const mostKept = 10_000;

/** A problem as the user knows it: what is wrong with which file. */
export interface ProblemName {
  readonly path: string;
  readonly reason: string;
}

/**
 * The problems that the user wants to hear no more of, kept in the state folder. One that gets another reason is told again.
 */
export class IgnoredProblems {
  readonly #path: string;

  constructor(state: string) {
    this.#path = join(state, 'ignored-problems.json');
  }

  /** A test of whether a problem is among them. */
  async reader(): Promise<(problem: ProblemName) => boolean> {
    const known = new Set((await this.#read()).map(keyOf));
    return (problem) => known.has(keyOf(problem));
  }

  async set(problem: ProblemName, isIgnored: boolean): Promise<void> {
    const others = (await this.#read()).filter((known) => keyOf(known) !== keyOf(problem));
    const ignored = (isIgnored ? [...others, problem] : others).slice(-mostKept);
    await writeAtomically(this.#path, `${JSON.stringify({ ignored })}\n`, privateMode);
  }

  /** A file that cannot be read hides nothing. */
  async #read(): Promise<readonly ProblemName[]> {
    const value = readJson((await readIfPresent(this.#path)) ?? '{}');
    return (isObject(value) ? ownArray(value, 'ignored') : []).flatMap((item) => {
      const path = isObject(item) ? ownText(item, 'path') : undefined;
      const reason = isObject(item) ? ownText(item, 'reason') : undefined;
      return path === undefined || reason === undefined ? [] : [{ path, reason }];
    });
  }
}

function keyOf({ path, reason }: ProblemName): string {
  return `${path}\n${reason}`;
}
