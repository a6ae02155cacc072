import { SidecarRefusal } from '../sidecar-client.ts';
import type { Job } from './panel-answers.ts';
import { words } from './panel-words.ts';

/** Milliseconds that news may wait, so that a burst of them costs one look. */
const pause = 300;
/** Between two looks while no events come. */
const pollPause = 5000;

interface NewsWishes {
  readonly onJob: (job: Job) => void;
  /** Asks the server for everything that is shown. */
  readonly look: () => Promise<void>;
  /** `text` or `isAway` have changed. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/** Keeps the panel as the server is: by its events, and where they do not come, by asking now and then. */
export class LiveNews {
  readonly #wishes: NewsWishes;
  #events: EventSource | undefined;
  #looking: ReturnType<typeof setTimeout> | undefined;
  #isLive = false;
  /** When the server last answered, and since when it does not; milliseconds since 1970. */
  #heardAt: number | undefined;
  #awaySince: number | undefined;

  constructor(wishes: NewsWishes) {
    this.#wishes = wishes;
  }

  get isAway(): boolean {
    return this.#awaySince !== undefined;
  }

  /** How things are, in words. */
  get text(): string {
    if (this.#awaySince !== undefined) return words.away(words.clock(this.#awaySince));
    if (this.#heardAt === undefined) return words.loading;
    const time = words.clock(this.#heardAt);
    return this.#isLive ? words.connected(time) : words.polling(time);
  }

  start(): void {
    const events = new EventSource('/api/events');
    this.#events = events;
    events.onopen = () => {
      this.#isLive = true;
      this.lookSoon();
    };
    // The browser comes back by itself; until then the server is asked.
    events.onerror = () => {
      this.#isLive = false;
      this.lookSoon();
    };
    events.addEventListener('job', (event) => {
      this.#heard();
      this.#wishes.onJob(JSON.parse(event.data) as Job);
    });
    for (const name of ['monitor', 'published', 'unpublished']) {
      events.addEventListener(name, () => this.lookSoon());
    }
    this.lookSoon(0);
  }

  stop(): void {
    this.#events?.close();
    clearTimeout(this.#looking);
  }

  lookSoon(after = pause): void {
    clearTimeout(this.#looking);
    this.#looking = setTimeout(() => {
      this.#look().catch(this.#wishes.onError);
    }, after);
  }

  async #look(): Promise<void> {
    try {
      await this.#wishes.look();
      this.#heard();
    } catch (error) {
      // What the server refuses it has answered; anything else is no answer.
      if (!(error instanceof SidecarRefusal)) this.#awaySince ??= Date.now();
      throw error;
    } finally {
      this.#wishes.onChange();
      if (!this.#isLive) this.lookSoon(pollPause);
    }
  }

  #heard(): void {
    this.#heardAt = Date.now();
    this.#awaySince = undefined;
  }
}
