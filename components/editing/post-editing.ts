import { compareTags } from '../../catalog/tag.ts';
import { element, makeButton } from '../element.ts';
import type { TagEditor } from '../tag-editor/tag-editor.ts';
import { drawTagGroups } from '../tags/draw-tag-groups.ts';
import { foldGroups } from '../tags/fold-groups.ts';
import { addTagCounts } from '../tags/tag-counts.ts';
import { addTagSteps } from '../tags/tag-steps.ts';
import { editPost } from './edit-post.ts';
import type { EditedPost } from './edited-post.ts';
import { drawIcon, type EditingIcon } from './editing-icon.ts';
import { words } from './editing-words.ts';
import { showInSheet } from './editor-sheet.ts';
import { deletePost, type PostPlace, restorePost, toggleFavourite } from './post-actions.ts';
import type { SidecarWork } from './sidecar-work.ts';

/** From this width on the editor stands beside the picture. */
const roomBeside = '(min-width: 768px)';

/** Editing on a post's page: its buttons, its keys, and the page as it is after each change. */
export class PostEditing {
  readonly #work: SidecarWork;
  readonly #number: number;
  readonly #edit = button('edit', words.edit);
  readonly #favourite = button('favourite', words.addFavourite);
  readonly #delete = button('delete', words.deletePost);
  #isOpen = false;
  #isDeleted = false;

  constructor(work: SidecarWork, number: number) {
    this.#work = work;
    this.#number = number;
  }

  start(): void {
    this.#edit.addEventListener('click', () => this.edit());
    this.#favourite.addEventListener('click', () => this.favourite());
    this.#delete.addEventListener('click', () => this.remove());
    document.querySelector('[data-picture-bar]')?.append(this.#edit, this.#favourite);
    document.querySelector('.post-facts .actions')?.append(this.#delete);
    this.#showFavourite(document.querySelector('[data-favourite]') !== null);
    document.querySelector('[data-read-only]')?.remove();
    this.#work.context.keys.add(
      new Map([
        ['edit', () => this.edit()],
        ['favourite', () => this.favourite()],
        ['delete', () => this.remove()],
      ]),
    );
    if (/(?:^#|&)edit$/.test(location.hash)) this.edit();
  }

  /** Opens the editor in place of the tags. */
  edit(): boolean {
    if (this.#isOpen || this.#isDeleted) return false;
    void this.#openEditor();
    return true;
  }

  favourite(): boolean {
    if (this.#isDeleted) return false;
    void toggleFavourite(this.#work, this.#number, (isFavourite) =>
      this.#showFavourite(isFavourite),
    );
    return true;
  }

  /** Moves the post to the trash; from there it comes back at once. */
  remove(): boolean {
    const place: PostPlace = {
      number: this.#number,
      onDeleted: () => this.#showDeleted(true),
      onRestored: () => this.#showDeleted(false),
      focusBack: () => this.#delete.focus(),
    };
    void (this.#isDeleted ? restorePost(this.#work, place) : deletePost(this.#work, place));
    return true;
  }

  async #openEditor(): Promise<void> {
    this.#isOpen = true;
    await editPost(this.#work, {
      number: this.#number,
      show: (editor) =>
        matchMedia(roomBeside).matches
          ? showInColumn(editor)
          : showInSheet(editor, this.#work.context.root),
      onSaved: (post) => this.#showSaved(post),
      onPublished: () => this.#refresh(),
      focusBack: () => this.#edit.focus(),
    });
    this.#isOpen = false;
  }

  /** Shows the tags at once; the rest of the page comes with the site. */
  #showSaved(post: EditedPost): void {
    this.#showFavourite(post.isFavourite);
    const tags = document.querySelector('#tags');
    const old = [...(tags?.querySelectorAll('.tag-group, [data-untagged]') ?? [])];
    const end = element('span');
    old[0]?.before(end);
    for (const group of old) group.remove();
    const drawn = [...post.tags]
      .map(([name, category = 'general']) => ({ name, category }))
      .toSorted((a, b) => compareTags(a.name, b.name));
    const groups = new DocumentFragment();
    groups.append(...drawTagGroups(drawn, this.#work.context.root));
    addTagSteps(groups, this.#work.context.root);
    foldGroups(groups);
    end.replaceWith(groups);
  }

  /** Brings the page to what the site has now: its tags with their counts, its facts, its name. */
  async #refresh(): Promise<void> {
    const { context } = this.#work;
    const fresh = await loadPage(location.pathname);
    const tags = document.querySelector('#tags');
    if (!fresh || !tags) return;
    for (const selector of ['#tags', '.facts']) {
      const content = fresh.querySelector(selector)?.childNodes ?? [];
      document.querySelector(selector)?.replaceChildren(...content);
    }
    tags.querySelector('[data-read-only]')?.remove();
    document.title = fresh.title;
    const image = document.querySelector<HTMLImageElement>('.picture img');
    if (image) image.alt = fresh.querySelector<HTMLImageElement>('.picture img')?.alt ?? '';
    addTagSteps(tags, context.root);
    foldGroups(tags);
    await addTagCounts(tags, context);
  }

  #showFavourite(isFavourite: boolean): void {
    this.#favourite.setAttribute('aria-pressed', String(isFavourite));
  }

  #showDeleted(isDeleted: boolean): void {
    this.#isDeleted = isDeleted;
    document.querySelector('.post')?.classList.toggle('is-deleted', isDeleted);
    const name = this.#delete.querySelector('span');
    if (name) name.textContent = isDeleted ? words.restore : words.deletePost;
    this.#edit.hidden = isDeleted;
    this.#favourite.hidden = isDeleted;
  }
}

/** The page as the site has it now; `undefined` where it cannot be had, and the old one does. */
async function loadPage(address: string): Promise<Document | undefined> {
  try {
    const answer = await fetch(address, { cache: 'no-cache' });
    if (!answer.ok) return undefined;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Puts the editor in the place of the tags. */
function showInColumn(editor: TagEditor): () => void {
  const tags = document.querySelector<HTMLElement>('#tags');
  const column = element('section', 'post-edit');
  column.append(editor);
  tags?.before(column);
  if (tags) tags.hidden = true;
  document.querySelector('.post')?.classList.add('is-editing');
  return () => {
    column.remove();
    if (tags) tags.hidden = false;
    document.querySelector('.post')?.classList.remove('is-editing');
  };
}

/** On a phone the sign alone is seen. */
function button(name: EditingIcon, text: string): HTMLButtonElement {
  const made = makeButton('button');
  made.dataset[`${name}Button`] = '';
  made.append(drawIcon(name), element('span', '', text));
  return made;
}
