import type { ReactiveControllerHost } from 'lit';
import { type Draft, type DraftTag, withoutTag, withTag } from '../editing/draft.ts';
import { words } from '../editing/editing-words.ts';
import type { TagWord } from '../editing/tag-words.ts';
import { pageContext } from '../page-context.ts';
import { DraftHistory } from './draft-history.ts';
import { knownTags } from './suggested-tags.ts';

/** What is edited: its steps, what is announced of them, and what the index knows of the tags. */
export class DraftController {
  /** Tags that no post has yet. */
  unknown: ReadonlySet<string> = new Set();
  /** What is announced. */
  said = '';
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  readonly #history: DraftHistory;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>, first: Draft) {
    this.#host = host;
    this.#history = new DraftHistory(first);
  }

  get current(): Draft {
    return this.#history.current;
  }

  step(next: Draft, said = ''): void {
    this.#history.change(next);
    this.said = said;
    this.#host.requestUpdate();
  }

  /** Adds what was written, and takes away what was written with a `-` and is there. */
  write(written: readonly TagWord[]): void {
    const { tags } = this.current;
    const isGone = ({ name, isRemoval }: TagWord): boolean => isRemoval && tags.has(name);
    const next = written.reduce(
      (now, word) => (isGone(word) ? withoutTag(now, word.name) : withTag(now, tagOf(word))),
      this.current,
    );
    const added = written.filter((word) => !isGone(word)).map((word) => tagOf(word).name);
    this.step(next, added.length > 0 ? words.added(added) : words.removed(written[0]?.name ?? ''));
    void this.#lookUp(added);
  }

  remove(name: string): void {
    this.step(withoutTag(this.current, name), words.removed(name));
  }

  removeLast(): void {
    const last = [...this.current.tags.keys()].at(-1);
    if (last !== undefined) this.remove(last);
  }

  toggle({ name, category }: DraftTag): void {
    if (this.current.tags.has(name)) this.remove(name);
    else this.step(withTag(this.current, { name, category }), words.added([name]));
  }

  undo(): void {
    if (this.#history.undo()) this.said = words.undone;
    this.#host.requestUpdate();
  }

  redo(): void {
    this.#history.redo();
    this.#host.requestUpdate();
  }

  /** Gives tags that were just written the category that the index knows, and marks those that it does not know. */
  async #lookUp(names: readonly string[]): Promise<void> {
    try {
      const known = await knownTags(names, pageContext().shards);
      this.unknown = new Set([...this.unknown, ...names.filter((name) => !known.has(name))]);
      const { tags } = this.current;
      const better = [...known.values()].filter(
        ({ name, category }) =>
          category !== 'general' && tags.has(name) && tags.get(name) === undefined,
      );
      this.#history.correct(better.reduce(withTag, this.current));
      this.#host.requestUpdate();
    } catch {
      // Without the index the tag stays as it was written.
    }
  }
}

function tagOf({ name, category, isRemoval }: TagWord): DraftTag {
  // A `-` before what is not there is the tag's own.
  return { name: isRemoval ? `-${name}` : name, category };
}
