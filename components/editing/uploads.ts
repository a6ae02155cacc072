import { isObject, ownArray, ownCount, ownObject, ownText } from '../../catalog/json.ts';
import { element, makeButton } from '../element.ts';
import { SidecarRefusal } from '../sidecar-client.ts';
import { type SidecarWork, tellFailure } from './sidecar-work.ts';
import { UploadList, type UploadRow } from './upload-list.ts';
import { words } from './upload-words.ts';

/** Milliseconds between two looks at how far a job is. */
const pause = 700;

/** Pictures that are dropped on a gallery, or chosen, go into the inbox one after the other; each row leads to its post. */
export class Uploads {
  readonly #work: SidecarWork;
  readonly #list: UploadList;
  #queue: Promise<void> = Promise.resolve();

  constructor(work: SidecarWork) {
    this.#work = work;
    this.#list = new UploadList(work.context.root);
  }

  start(): void {
    this.#offerButton();
    const zone = element('div', 'drop-zone', words.drop);
    zone.hidden = true;
    document.body.append(zone);
    addEventListener('dragover', (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      zone.hidden = false;
    });
    addEventListener('dragleave', ({ relatedTarget }) => {
      // Only when the pointer leaves the window.
      if (relatedTarget === null) zone.hidden = true;
    });
    addEventListener('drop', (event) => {
      zone.hidden = true;
      if (!hasFiles(event)) return;
      event.preventDefault();
      this.#take(event.dataTransfer?.files);
    });
  }

  /** For those who do not drag. */
  #offerButton(): void {
    const choice = element('input');
    choice.type = 'file';
    choice.multiple = true;
    choice.accept = 'image/*';
    choice.hidden = true;
    choice.setAttribute('aria-label', words.add);
    const button = makeButton('button', words.add, () => choice.click());
    choice.addEventListener('change', () => {
      this.#take(choice.files ?? undefined);
      choice.value = '';
    });
    // Where there are no pictures yet there is no toolbar either.
    document.querySelector('[data-toolbar], main > .empty')?.append(button, choice);
  }

  #take(files: FileList | undefined): void {
    for (const file of files ?? []) {
      const row = this.#list.add(file.name);
      this.#queue = this.#queue.then(() => this.#add(file, row));
    }
  }

  /** Sends a picture; that it is processed is followed while the next one is sent. */
  async #add(file: File, row: UploadRow): Promise<void> {
    try {
      const answer = await this.#work.client.upload(file, file.name, (share) =>
        row({ kind: 'sending', share }),
      );
      row({ kind: 'processing' });
      void this.#follow(answer, row);
    } catch (error) {
      row({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      // What is wrong with the picture its row says.
      if (error instanceof SidecarRefusal && error.status === 401) tellFailure(this.#work, error);
    }
  }

  async #follow(answer: unknown, row: UploadRow): Promise<void> {
    const { client, context } = this.#work;
    try {
      const md5 = isObject(answer) ? (ownText(answer, 'md5') ?? '') : '';
      const job = isObject(answer) ? ownCount(ownObject(answer, 'job') ?? {}, 'id') : undefined;
      const failure = await this.#waitFor(job);
      const found = await client.get(`posts?limit=1&q=${encodeURIComponent(`md5:${md5}`)}`);
      const [post] = isObject(found) ? ownArray(found, 'posts') : [];
      const number = isObject(post) ? ownCount(post, 'number') : undefined;
      if (number !== undefined) {
        context.shards.forget();
        row({ kind: 'done', number });
      } else if (failure === undefined) row({ kind: 'not-taken' });
      else row({ kind: 'failed', message: words.jobFailed(failure) });
    } catch (error) {
      row({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Waits until a job has ended; what it failed by, if it did. */
  async #waitFor(id: number | undefined): Promise<string | undefined> {
    if (id === undefined) return undefined;
    for (;;) {
      const job = await this.#work.client.get(`jobs/${id}`);
      if (!isObject(job)) return undefined;
      const state = ownText(job, 'state');
      if (state === 'failed' || state === 'cancelled') return ownText(job, 'error') ?? state;
      if (state === 'done') return undefined;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}
