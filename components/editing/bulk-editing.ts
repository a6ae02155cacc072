import { isObject, ownCount, ownText } from '../../catalog/json.ts';
import type { Notice } from '../notices/notice-bar.ts';
import { ask } from './ask.ts';
import { type BulkChange, type BulkCount, BulkDialog } from './bulk-dialog.ts';
import type { BulkActions, BulkTarget } from './bulk-target.ts';
import { words } from './bulk-words.ts';
import { words as editingWords } from './editing-words.ts';
import { markDeleted, unmark } from './gallery-tiles.ts';
import { loadTagEditor } from './load-tag-editor.ts';
import { PublicationWatch } from './publication.ts';
import { change, follow, type SidecarWork, tellFailure } from './sidecar-work.ts';

/** What can be done with many posts at once. */
export function bulkActions(work: SidecarWork): BulkActions {
  return {
    edit: (target) => editMany(work, target),
    remove: (target) => deleteMany(work, target),
  };
}

/** Asks for the tags, shows what would change, changes it, and offers to take all of it back. */
async function editMany(work: SidecarWork, target: BulkTarget): Promise<void> {
  try {
    // Its field is what is needed here.
    await loadTagEditor(work.context.root);
  } catch {
    work.notices.show({ text: editingWords.notLoaded, isError: true });
    return;
  }
  const numbers = await target.numbers();
  const send = (wish: BulkChange, dryRun: boolean): Promise<unknown> =>
    work.client.send('POST', 'posts/bulk', { numbers, ...wish, dryRun });
  const wish = await new BulkDialog(target, async (tried) =>
    countOf(await send(tried, true)),
  ).ask();
  if (!wish) return;
  await change(
    work,
    () => send(wish, false),
    (answer) => {
      const undo = isObject(answer) ? ownText(answer, 'undo') : undefined;
      const text = words.changed(countOf(answer).changed);
      if (undo === undefined) return { text };
      const act = (): unknown => undoMany(work, undo);
      return { text, action: { text: words.undo, act }, isUndo: true };
    },
  );
}

async function undoMany(work: SidecarWork, undo: string): Promise<void> {
  await change(
    work,
    () => work.client.send('POST', 'posts/bulk/undo', { undo }),
    (answer) => ({ text: words.undone(countOf(answer).changed) }),
  );
}

function countOf(answer: unknown): BulkCount {
  const read = (key: string): number => (isObject(answer) ? (ownCount(answer, key) ?? 0) : 0);
  return { matched: read('matched'), changed: read('changed') };
}

/** Moves posts to the trash one after the other, once the user has said yes; all of them can be brought back. */
async function deleteMany(work: SidecarWork, target: BulkTarget): Promise<void> {
  const isMeant = await ask({
    title: words.askDelete(target.count),
    about: words.aboutDelete,
    yes: words.toTrash,
    no: words.cancel,
  });
  if (!isMeant) return;
  await oneByOne(work, await target.numbers(), words.deleting, {
    act: async (number) => {
      const answer = await work.client.send('DELETE', `posts/${number}`);
      for (const tile of tilesOf(number)) markDeleted(tile);
      return answer;
    },
    done: (gone) => ({
      text: words.deleted(gone.length),
      action: { text: words.undo, act: () => restoreMany(work, gone) },
      isUndo: true,
    }),
  });
}

async function restoreMany(work: SidecarWork, numbers: readonly number[]): Promise<void> {
  await oneByOne(work, numbers, words.restoring, {
    act: async (number) => {
      const answer = await work.client.send('POST', `posts/${number}/restore`);
      for (const tile of tilesOf(number)) unmark(tile);
      return answer;
    },
    done: (back) => ({ text: words.restored(back.length) }),
  });
}

interface Work {
  /** With one post; its answer names the edition of the site that will have it. */
  readonly act: (number: number) => Promise<unknown>;
  /** What is said of those that it was done with. */
  readonly done: (numbers: readonly number[]) => Notice;
}

/** Does something with each, and says how far it is; it can be stopped. What was done is followed into the site. */
async function oneByOne(
  work: SidecarWork,
  numbers: readonly number[],
  say: (done: number, total: number) => string,
  { act, done }: Work,
): Promise<void> {
  const watch = new PublicationWatch(work.host.api);
  const finished: number[] = [];
  let answer: unknown;
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
  };
  const progress: Notice = {
    text: say(0, numbers.length),
    action: { text: words.stop, act: stop },
  };
  work.notices.show(progress);
  await watch.opened;
  try {
    for (const number of numbers) {
      if (isStopped) break;
      answer = await act(number);
      finished.push(number);
      work.notices.amend(progress, say(finished.length, numbers.length));
    }
  } catch (error) {
    // What was done before stays done, and its tiles say so.
    watch.close();
    tellFailure(work, error);
    return;
  }
  const notice = done(finished);
  work.notices.show(notice);
  await follow(work, watch, answer, notice, () => {});
}

function tilesOf(number: number): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`a.tile[data-number="${number}"]`)];
}
