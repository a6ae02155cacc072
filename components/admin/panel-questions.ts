import type { PanelQuestion } from './ask-dialog.ts';
import type { PostFile } from './panel-answers.ts';
import { words } from './panel-words.ts';

/** Whether to remove for good what is in the trash: twice, as it cannot be undone. `ask` puts the second question. */
export function questionOfEmptying(
  count: number,
  ask: (question: PanelQuestion) => void,
  act: () => void,
): PanelQuestion {
  const same = { title: words.emptyTrash, no: words.keep };
  const again = { ...same, about: words.emptyAgain, yes: words.emptySecond, act };
  return {
    ...same,
    about: words.emptyAsk(count),
    yes: words.emptyFirst,
    act: () => ask(again),
  };
}

/** Whether to move one of a post's files to the trash. */
export function questionOfDeleting({ path }: PostFile, act: () => void): PanelQuestion {
  return {
    title: words.deleteCopy,
    about: words.aboutDeleteCopy(path),
    yes: words.toTrash,
    no: words.cancel,
    act,
  };
}
