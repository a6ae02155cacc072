import { isObject, ownCount, ownText } from '../../catalog/json.ts';

/** What became of an edition of the site. `unheard`: nobody said in time. */
export type Publication =
  | { readonly kind: 'published' | 'unheard' }
  | { readonly kind: 'unpublished'; readonly message: string };

/** Milliseconds after which one waits no more for the server to say so: a job may be before it. */
const patience = 300_000;

/**
 * Hears when the site has been brought up to date. To be opened before the change, because it may be quick; every one
 * holds a connection until it is closed.
 */
export class PublicationWatch {
  readonly #events: EventSource;
  readonly #opened: Promise<void>;
  readonly #waiting = new Set<() => void>();
  #published = 0;
  #failure: { readonly edition: number; readonly message: string } | undefined;

  /** `api`: the API's address, with `/` at its end. */
  constructor(api: string) {
    this.#events = new EventSource(`${api}events`);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#opened = promise;
    this.#events.onopen = () => resolve();
    // Who may not listen does without.
    this.#events.onerror = () => resolve();
    this.#events.addEventListener('published', ({ data }) => {
      this.#published = Math.max(this.#published, editionOf(JSON.parse(data)));
      this.#look();
    });
    this.#events.addEventListener('unpublished', ({ data }) => {
      const said: unknown = JSON.parse(data);
      const message = isObject(said) ? ownText(said, 'message') : undefined;
      this.#failure = { edition: editionOf(said), message: message ?? '' };
      this.#look();
    });
  }

  /** Resolves once it hears, or knows that it will not. */
  get opened(): Promise<void> {
    return this.#opened;
  }

  /** Waits until the site has an edition. */
  of(edition: number): Promise<Publication> {
    const { promise, resolve } = Promise.withResolvers<Publication>();
    const look = (): void => {
      if (this.#published >= edition) resolve({ kind: 'published' });
      else if (this.#failure && this.#failure.edition >= edition) {
        resolve({ kind: 'unpublished', message: this.#failure.message });
      }
    };
    const timer = setTimeout(() => resolve({ kind: 'unheard' }), patience);
    this.#waiting.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(look);
    });
  }

  close(): void {
    this.#events.close();
  }

  #look(): void {
    for (const look of this.#waiting) look();
  }
}

function editionOf(said: unknown): number {
  return isObject(said) ? (ownCount(said, 'edition') ?? 0) : 0;
}
