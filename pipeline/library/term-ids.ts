import type { Library } from './library.ts';
import { codeOf, codes, idOf } from './pack-terms.ts';

/** The library's ids for the names of a preparer's list; a term that is new to the library gets one. */
export class TermIds {
  readonly #library: Library;
  readonly #names: string[] = [];
  /** By place in the list; 0: not looked up yet. */
  readonly #ids: number[] = [];

  constructor(library: Library) {
    this.#library = library;
  }

  /** Names that have come to the end of the list. */
  learn(names: readonly string[]): void {
    for (const name of names) {
      this.#names.push(name);
      this.#ids.push(0);
    }
  }

  /** The same words, with ids for places. */
  translate(words: Uint32Array): Uint32Array {
    return words.map((word) => this.#idOf(idOf(word)) * codes + codeOf(word));
  }

  #idOf(place: number): number {
    return this.#ids[place] || this.#lookUp(place);
  }

  #lookUp(place: number): number {
    const name = this.#names[place] ?? '';
    const row = this.#library.sql('SELECT id FROM terms WHERE name = ?').get(name);
    const id = row
      ? Number(row['id'])
      : Number(this.#library.sql('INSERT INTO terms (name) VALUES (?)').run(name).lastInsertRowid);
    this.#ids[place] = id;
    return id;
  }
}
