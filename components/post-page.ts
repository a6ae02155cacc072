import { searchAddress } from '../catalog/addresses.ts';
import { startEditing } from './editing/start-editing.ts';
import { PostVeil } from './filter/post-veil.ts';
import { follow, press } from './keys/listen-for-keys.ts';
import { nextTurn } from './next-turn.ts';
import { markReady, type PageContext, pageContext } from './page-context.ts';
import { goToAnyPost } from './post/any-post.ts';
import { startCopyButtons } from './post/copy-button.ts';
import { showFamily } from './post/family.ts';
import { fillShell } from './post/fill-shell.ts';
import { pictureCame } from './post/picture-came.ts';
import { PictureView, toggleInfo } from './post/picture-view.ts';
import { showTrail } from './post/show-trail.ts';
import { listenForSwipes } from './post/swipe.ts';
import { showRelated } from './related/related-strip.ts';
import { againButton } from './results/again-button.ts';
import { strings } from './strings.ts';
import { copyTagsByName } from './tags/copy-tags.ts';
import { foldGroups } from './tags/fold-groups.ts';
import { addTagCounts } from './tags/tag-counts.ts';
import { addTagSteps } from './tags/tag-steps.ts';

/** Fills in what a post's page cannot know by itself, and lets its picture be looked at closely. */
async function showPost(): Promise<void> {
  try {
    const context = pageContext();
    await fillShell(context);
    const number = Number(find('[data-post]')?.dataset['post']);
    if (find('[data-post-shell]')) {
      await startEditing(context);
      markReady('error');
      return;
    }
    const tags = find('#tags');
    await Promise.all([
      startPicture(number, context)?.settle(),
      // A part a turn: what a visitor does meanwhile waits for one of them, not for all.
      nextTurn().then(() => {
        if (tags) {
          addTagSteps(tags, context.root);
          foldGroups(tags);
        }
        startCopyButtons(document);
        copyTagsByName();
      }),
      nextTurn()
        .then(nextTurn)
        .then(() => showAround(number, context)),
    ]);
    markReady('ok');
    if (tags) await addTagCounts(tags, context);
  } catch (error) {
    const notice = find('[data-relations-error]');
    if (notice) {
      const reason = error instanceof Error ? error.message : error;
      notice.replaceChildren(`${strings.noRelations} ${reason}. `, againButton('text-button'));
      notice.hidden = false;
    }
    markReady('error');
  }
}

async function showAround(number: number, context: PageContext): Promise<void> {
  const related = find('[data-related]');
  await Promise.all([
    startEditing(context, number),
    related && pictureCame().then(() => showRelated(related, number, context)),
    showFamily(number, context).then((relations) => showTrail(number, relations, context)),
  ]);
}

function startPicture(number: number, context: PageContext): PostVeil | undefined {
  const frame = find('[data-picture]');
  const link = frame?.querySelector('a');
  const image = frame?.querySelector('img');
  if (!frame || !link || !image) return undefined;
  let view: PictureView | undefined;
  const veil = new PostVeil(frame, number, context, () => {
    view = new PictureView(frame, link, image, context);
    view.start();
    const bar = find('[data-picture-bar]');
    if (bar) bar.dataset['pictureBar'] = 'ready';
  });
  listenForSwipes(frame, (direction) => follow(direction === 'left' ? 'next' : 'prev'));
  context.keys.add(
    new Map([
      ['left', () => follow('prev')],
      ['right', () => follow('next')],
      ['size', () => view?.nextFit() ?? false],
      ['view', () => view?.togglePause() ?? false],
      ['fullscreen', () => view?.toggleFullscreen() ?? false],
      ['original', openOriginal],
      ['parent', () => press('[data-parent] a.tile')],
      ['child', () => press('[data-children] a.tile')],
      ['results', () => press('[data-results-link]')],
      ['reveal', () => veil.reveal()],
      ['info', toggleInfo],
      ['random', () => goToAnyPost(context)],
      ['similar', () => goTo(`similar:${number}`, context)],
    ]),
  );
  return veil;
}

/** By its link beside the picture, even where that is not shown: the picture's own opens the viewer. */
function openOriginal(): boolean {
  const link = find('.actions a[data-original]:not([download])');
  if (!link?.hasAttribute('href')) return false;
  link.click();
  return true;
}

function goTo(query: string, { root }: PageContext): boolean {
  location.assign(root + searchAddress(query));
  return true;
}

function find(selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(selector);
}

void showPost();
