import { numbersPerFolder } from '../../catalog/addresses.ts';
import { ownColumns, ownValues } from '../../catalog/index/columns.ts';
import type { Post } from '../../catalog/post.ts';
import { textFields } from '../../catalog/search/index-source.ts';
import type { Library } from './library.ts';
import { newRevision } from './revision.ts';

/** In the place of a fact's name: any may have changed. */
export const anyFact = '';
/** The columns that tell of a post's relatives; they change where it comes or goes, too. */
export const relativesFacts = ['parent', 'children'];

/** Writes down what has changed, number by number and fact by fact, so that who follows looks at nothing else. */
export class ChangeLog {
  readonly #library: Library;
  /** Numbers that went, or whose relatives are others. */
  readonly #numbers = new Set<number>();
  /** Thousand → names of facts. */
  readonly #facts = new Map<number, Set<string>>();
  #revision: number | undefined;

  constructor(library: Library) {
    this.#library = library;
  }

  get isEmpty(): boolean {
    return this.#facts.size === 0;
  }

  /** The revision that what is noted until the next flush is of. */
  get revision(): number {
    this.#revision ??= newRevision(this.#library);
    return this.#revision;
  }

  /** A post that was put, with this revision in its columns, where there was none. */
  noteArrival(number: number): void {
    this.#library.sql('DELETE FROM gone WHERE number = ?').run(number);
    this.#note(number, [anyFact]);
  }

  /** A post that was put, with this revision in its columns, in the place of what it was. */
  noteChange(before: Post, post: Post): void {
    this.#note(post.number, differingFacts(before, post));
  }

  noteLoss(number: number): void {
    this.#numbers.add(number);
    this.#note(number, [anyFact]);
  }

  /** Numbers whose relatives are others now: a post's flags tell of them too. */
  noteRelations(numbers: Iterable<number>): void {
    for (const number of numbers) {
      this.#numbers.add(number);
      this.#note(number, [...relativesFacts, 'flags']);
    }
  }

  /** Writes what was noted; answers the revision that it is of. */
  flush(): number {
    const { revision } = this;
    for (const [thousand, facts] of this.#facts) {
      this.#library
        .sql('INSERT OR REPLACE INTO changes (thousand, revision) VALUES (?, ?)')
        .run(thousand, revision);
      for (const fact of facts) {
        this.#library
          .sql('INSERT OR REPLACE INTO changed_facts (thousand, fact, revision) VALUES (?, ?, ?)')
          .run(thousand, fact, revision);
      }
    }
    for (const number of this.#numbers) this.#writeNumber(number, revision);
    this.#numbers.clear();
    this.#facts.clear();
    this.#revision = undefined;
    return revision;
  }

  #note(number: number, facts: readonly string[]): void {
    const thousand = Math.floor(number / numbersPerFolder);
    const known = this.#facts.get(thousand) ?? new Set();
    this.#facts.set(thousand, known);
    for (const fact of facts) known.add(fact);
  }

  #writeNumber(number: number, revision: number): void {
    const { changes } = this.#library
      .sql('UPDATE columns SET changed = ? WHERE number = ?')
      .run(revision, number);
    const gone =
      Number(changes) === 0
        ? this.#library.sql('INSERT OR REPLACE INTO gone (revision, number) VALUES (?, ?)')
        : undefined;
    if (gone) gone.run(revision, number);
    else this.#library.sql('DELETE FROM gone WHERE number = ?').run(number);
  }
}

/** Columns and texts in which two states of a post differ; a site's own id is a column too: then all are named. */
function differingFacts(before: Post, now: Post): readonly string[] {
  if (before.md5 !== now.md5 || JSON.stringify(before.ids) !== JSON.stringify(now.ids)) {
    return [anyFact];
  }
  const [old, own] = [ownValues(before), ownValues(now)];
  const isOther = (field: (typeof textFields)[number]): boolean =>
    JSON.stringify(before[field]) !== JSON.stringify(now[field]);
  return [
    ...ownColumns.filter((_, place) => old[place] !== own[place]),
    ...textFields.filter(isOther),
  ];
}
