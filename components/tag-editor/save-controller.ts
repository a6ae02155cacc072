import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DraftChange } from '../editing/draft.ts';
import type { EditedPost } from '../editing/edited-post.ts';
import type { SaveOutcome, SavePost } from '../editing/save-post.ts';

/** Seconds until the first further try where the server is away; each later one waits twice as long, to a minute. */
const firstWait = 2;
const longestWait = 60;

/** What stands above the editor: how saving goes, or a question. */
export type EditorNotice =
  | { readonly kind: 'none' | 'saving' | 'leaving' }
  | { readonly kind: 'away'; readonly seconds: number }
  | Exclude<SaveOutcome, { readonly kind: 'saved' | 'away' }>;

/** Saves; where the server is away it tries again, and again later. */
export class SaveController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #savePost: SavePost;
  readonly #saveAgain: () => unknown;
  #notice: EditorNotice = { kind: 'none' };
  #wait = firstWait;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, savePost: SavePost, saveAgain: () => unknown) {
    this.#host = host;
    this.#savePost = savePost;
    this.#saveAgain = saveAgain;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#retry);
  }

  get notice(): EditorNotice {
    return this.#notice;
  }

  tell(notice: EditorNotice): void {
    clearTimeout(this.#retry);
    this.#notice = notice;
    this.#host.requestUpdate();
  }

  /** The post as saved; `undefined` where it is not, and the notice says why. */
  async save(post: EditedPost, change: DraftChange): Promise<EditedPost | undefined> {
    this.tell({ kind: 'saving' });
    const outcome = await this.#savePost(post, change);
    if (outcome.kind === 'away') {
      this.tell({ kind: 'away', seconds: this.#wait });
      this.#retry = setTimeout(this.#saveAgain, this.#wait * 1000);
      this.#wait = Math.min(longestWait, this.#wait * 2);
      return undefined;
    }
    this.#wait = firstWait;
    this.tell(outcome.kind === 'saved' ? { kind: 'none' } : outcome);
    return outcome.kind === 'saved' ? outcome.post : undefined;
  }
}
