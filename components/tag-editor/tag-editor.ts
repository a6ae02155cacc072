import { html, LitElement, type TemplateResult } from 'lit';
import { changeBetween, type DraftTag, isNoChange, settleConflict } from '../editing/draft.ts';
import type { EditedPost } from '../editing/edited-post.ts';
import { words } from '../editing/editing-words.ts';
import { recentTags, rememberTags } from '../editing/recent-tags.ts';
import type { SavePost } from '../editing/save-post.ts';
import type { TagWord } from '../editing/tag-words.ts';
import { pageContext } from '../page-context.ts';
import { DraftController } from './draft-controller.ts';
import { EditorClosedEvent } from './editor-closed-event.ts';
import { chipRows, fieldsView, footerView, suggestionsView } from './editor-views.ts';
import { type NoticeActs, noticeView } from './notice-view.ts';
import { moveInGroup } from './roving.ts';
import { SaveController } from './save-controller.ts';
import { groupsFor } from './suggested-groups.ts';
import { tagsOfRelated, tagsOftenBeside } from './suggested-tags.ts';
import './tag-field.ts';
import type { TagField } from './tag-field.ts';

/**
 * Edits a post: chips by category, one field, suggestions, rating, parent, favourite. It saves by itself and ends with
 * an EditorClosedEvent; what is not saved is not left without being asked.
 */
export class TagEditor extends LitElement implements NoticeActs {
  static override readonly properties = {
    post: { attribute: false },
    together: { state: true },
    related: { state: true },
  };

  /** As the server said it last: what is changed is counted from here. */
  declare post: EditedPost;
  declare together: readonly DraftTag[];
  declare related: readonly DraftTag[];
  readonly #recent = recentTags();
  readonly #edit: DraftController;
  readonly #saving: SaveController;

  constructor(post: EditedPost, savePost: SavePost) {
    super();
    this.post = post;
    this.together = [];
    this.related = [];
    this.#saving = new SaveController(this, savePost, () => void this.save());
    this.#edit = new DraftController(this, post);
    this.addEventListener('keydown', (event) => this.#onKey(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeunload', this.#onLeave);
    const own = new Set(this.post.tags.keys());
    const { shards } = pageContext();
    void this.#offer(tagsOftenBeside(own, shards), (tags) => {
      this.together = tags;
    });
    void this.#offer(tagsOfRelated(this.post.number, own, shards), (tags) => {
      this.related = tags;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeunload', this.#onLeave);
  }

  get draft() {
    return this.#edit.current;
  }

  get isChanged(): boolean {
    return !isNoChange(this.#change) || (this.#field?.text.trim() ?? '') !== '';
  }

  /** Puts the caret where one writes. */
  override focus(): void {
    this.#field?.focus();
  }

  /** Says that what is changed could not be saved now. */
  tellLoggedOut(): void {
    this.#saving.tell({ kind: 'logged-out' });
  }

  /** Ends without saving, at once where nothing was changed; else asks. */
  readonly cancel = (): void => {
    if (this.isChanged) void this.#askToLeave();
    else this.discard();
  };

  readonly discard = (): void => {
    this.dispatchEvent(new EditorClosedEvent(undefined));
  };

  readonly keepEditing = (): void => {
    this.#saving.tell({ kind: 'none' });
    this.focus();
  };

  /** Saves, and ends; with nothing to save it just ends. */
  readonly save = async (): Promise<void> => {
    this.#field?.commit();
    if (this.#saving.notice.kind === 'saving') return;
    const change = this.#change;
    if (isNoChange(change)) {
      this.discard();
      return;
    }
    const saved = await this.#saving.save(this.post, change);
    if (!saved) return;
    rememberTags(change.add);
    this.dispatchEvent(new EditorClosedEvent(saved));
  };

  /** Chooses between what was changed here and elsewhere. */
  readonly settle = (choice: 'merge' | 'mine' | 'theirs'): void => {
    const { notice } = this.#saving;
    if (notice.kind !== 'conflict') return;
    const { theirs } = notice;
    const draft =
      choice === 'theirs' ? theirs : settleConflict(choice, this.post, this.draft, theirs);
    this.post = theirs;
    this.#saving.tell({ kind: 'none' });
    this.#edit.step(draft);
    if (choice === 'theirs') this.focus();
    else void this.save();
  };

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { post, draft } = this;
    const edit = this.#edit;
    const offers = { together: this.together, related: this.related, recent: this.#recent };
    const isSaving = this.#saving.notice.kind === 'saving';
    return html`<form class="tag-editor" aria-label=${words.title(post.number)} novalidate @submit=${this.#submit}>
      <div class="editor-top"><div class="editor-head"><h2>${words.title(post.number)}</h2>
        <button class="icon-button" type="button" aria-label=${words.close} @click=${this.cancel}>×</button></div>
      ${noticeView(this.#saving.notice, this)}
      <homebooru-tag-field .label=${words.add} .hint=${words.addHint}
        @tags-written=${({ words: written }: { readonly words: readonly TagWord[] }) => edit.write(written)}
        @last-tag=${() => edit.removeLast()}></homebooru-tag-field></div>
      ${chipRows(draft, post, edit.unknown, (name) => this.#remove(name))}
      ${suggestionsView(groupsFor(post, draft, offers), draft, (tag) => edit.toggle(tag))}
      ${fieldsView(draft, (part) => edit.step({ ...this.draft, ...part }))}
      ${footerView(this.#change, isSaving, this.cancel)}
      <p class="visually-hidden" role="status">${edit.said}</p>
    </form>`;
  }

  get #field(): TagField | null {
    return this.querySelector('homebooru-tag-field');
  }

  get #change() {
    return changeBetween(this.post, this.draft);
  }

  /** Only a help: where the index cannot be read one writes without it. */
  async #offer(
    finding: Promise<readonly DraftTag[]>,
    show: (tags: readonly DraftTag[]) => void,
  ): Promise<void> {
    try {
      show(await finding);
    } catch (error) {
      console.warn('no suggestions', error);
    }
  }

  /** The focus goes on to the next chip, else back to the field. */
  #remove(name: string): void {
    const chips = [...this.querySelectorAll<HTMLElement>('.chip')];
    const at = chips.findIndex(({ dataset }) => dataset['tag'] === name);
    const next = (chips[at + 1] ?? chips[at - 1])?.dataset['tag'];
    this.#edit.remove(name);
    void this.updateComplete.then(() => {
      const left = [...this.querySelectorAll<HTMLElement>('.chip')];
      const chip = left.find(({ dataset }) => dataset['tag'] === next);
      if (chip) chip.querySelector('button')?.focus();
      else this.focus();
    });
  }

  /** What is safe is what Enter does. */
  async #askToLeave(): Promise<void> {
    this.#saving.tell({ kind: 'leaving' });
    await this.updateComplete;
    this.querySelector<HTMLElement>('.editor-actions button')?.focus();
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    void this.save();
  };

  /** The page's own keys do nothing while one edits. */
  #onKey(event: KeyboardEvent): void {
    event.stopPropagation();
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && isCommand) {
      event.preventDefault();
      void this.save();
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      if (this.#saving.notice.kind === 'leaving') this.keepEditing();
      else this.cancel();
    } else if (isCommand && /^[zy]$/i.test(event.key) && this.#field?.text === '') {
      event.preventDefault();
      if (event.key.toLowerCase() === 'z' && !event.shiftKey) this.#edit.undo();
      else this.#edit.redo();
    } else if (!isCommand && !event.altKey && moveInGroup(event)) event.preventDefault();
  }

  readonly #onLeave = (event: BeforeUnloadEvent): void => {
    if (this.isChanged) event.preventDefault();
  };
}

customElements.define('homebooru-tag-editor', TagEditor);

declare global {
  interface HTMLElementTagNameMap {
    'homebooru-tag-editor': TagEditor;
  }
}
