import type { BlockLists, RelatedStore } from './related-store.ts';

/** What a transaction has made of a block; `undefined`: it is gone. */
export type ChangedBlock = readonly [block: number, lists: BlockLists | undefined];

/**
 * The lists of a store in memory, from one build to the next: an edit asks for all of them, and reading those of a million
 * posts takes longer than what it changes. 92 bytes a post.
 */
export class KeptLists {
  #stamp = '';
  #blocks = new Map<number, BlockLists>();

  /** The lists of every block, read again where somebody else has changed the store. Not to be changed. */
  of(store: RelatedStore): ReadonlyMap<number, BlockLists> {
    const { stamp } = store;
    if (stamp === '' || stamp !== this.#stamp) {
      this.#blocks = new Map(store.lists());
      this.#stamp = stamp;
    }
    return this.#blocks;
  }

  /** To be called after the store's transaction that has changed these blocks, and nothing else since `of`. */
  follow(store: RelatedStore, changed: readonly ChangedBlock[]): void {
    for (const [block, lists] of changed) {
      if (lists) this.#blocks.set(block, lists);
      else this.#blocks.delete(block);
    }
    this.#stamp = store.stamp;
  }
}
