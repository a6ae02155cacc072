import { ShardError } from '../../catalog/index/shard.ts';
import { element, makeButton } from '../element.ts';
import type { PageContext } from '../page-context.ts';
import { strings } from '../strings.ts';
import { drawTagGroups } from '../tags/draw-tag-groups.ts';
import { foldGroups } from '../tags/fold-groups.ts';
import { startTagSheet } from '../tags/tag-sheet.ts';
import { addTagSteps } from '../tags/tag-steps.ts';
import type { CountedTags } from './counted-tags.ts';

/** Fills the side of a results page with the tags of the results; `open` finds them. Nobody waits for it. */
export async function showResultTags(
  side: HTMLElement,
  open: () => Promise<CountedTags>,
  context: PageContext,
): Promise<void> {
  const holder = side.querySelector<HTMLElement>('[data-tag-groups]');
  if (!holder) throw new Error('the side has no place for tags');
  try {
    const tags = await open();
    draw(holder, tags, context);
    side.dataset['resultTags'] = 'ready';
    if (tags.shown.length > 0) startTagSheet(side, holder, strings.resultTags);
  } catch (error) {
    // The results stand; only what goes with them could not be loaded.
    if (!(error instanceof ShardError)) throw error;
    holder.replaceChildren(element('p', 'muted', `${strings.notLoaded} ${error.message}.`));
    side.dataset['resultTags'] = 'error';
  }
}

function draw(holder: HTMLElement, tags: CountedTags, context: PageContext): void {
  holder.replaceChildren(...drawTagGroups(tags.shown, context.root));
  addTagSteps(holder, context.root);
  foldGroups(holder);
  if (!tags.isPartial) return;
  const button = makeButton('button', strings.countAll, () => {
    button.disabled = true;
    void countAll(holder, tags, context);
  });
  holder.append(button);
}

async function countAll(
  holder: HTMLElement,
  tags: CountedTags,
  context: PageContext,
): Promise<void> {
  try {
    await tags.countAll();
    draw(holder, tags, context);
  } catch (error) {
    if (!(error instanceof ShardError)) throw error;
    holder.append(element('p', 'muted', `${strings.notLoaded} ${error.message}.`));
  }
}
