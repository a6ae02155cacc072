import { join } from 'node:path';
import { isObject, ownText } from '../../catalog/json.ts';
import { readIfPresent, writeAtomically } from '../library/files.ts';

/** Two or three requests' names. */
const muchUnsaved = 200;

/** What a site calls each tag, once learned; kept in the state folder, for types hardly ever change. */
export class LearnedTags {
  readonly #path: string;
  readonly #types: Map<string, string>;
  /** Names learned since it was saved. */
  #unsaved = 0;

  private constructor(path: string, types: Map<string, string>) {
    this.#path = path;
    this.#types = types;
  }

  /** Nothing is lost with a file that is missing or damaged but the requests to learn it again. */
  static async open(state: string, source: string): Promise<LearnedTags> {
    const path = join(state, 'tag-types', `${source}.json`);
    return new LearnedTags(path, readTypes((await readIfPresent(path)) ?? '{}'));
  }

  typeOf(name: string): string | undefined {
    return this.#types.get(name);
  }

  learn(name: string, type: string): void {
    if (this.#types.get(name) === type) return;
    this.#types.set(name, type);
    this.#unsaved += 1;
  }

  /** Saves once so much is new that it would be a pity to lose it with the process. */
  async saveNowAndThen(): Promise<void> {
    if (this.#unsaved >= muchUnsaved) await this.save();
  }

  async save(): Promise<void> {
    if (this.#unsaved === 0) return;
    const saved = this.#unsaved;
    const sorted = [...this.#types].toSorted(([a], [b]) => (a < b ? -1 : 1));
    await writeAtomically(
      this.#path,
      `${JSON.stringify(Object.fromEntries(sorted), undefined, 0)}\n`,
    );
    this.#unsaved -= saved;
  }
}

function readTypes(text: string): Map<string, string> {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return new Map();
    return new Map(Object.keys(value).map((name) => [name, ownText(value, name) ?? 'general']));
  } catch (error) {
    if (error instanceof SyntaxError) return new Map();
    throw error;
  }
}
