import { isObject, ownCount, ownText } from '../../catalog/json.ts';
import { ask } from './ask.ts';
import { type BulkChange, type BulkCount, BulkDialog } from './bulk-dialog.ts';
import type { BulkActions, BulkTarget } from './bulk-target.ts';
import { words } from './bulk-words.ts';
import { words as editingWords } from './editing-words.ts';
import { markDeleted, unmark } from './gallery-tiles.ts';
import { loadTagEditor } from './load-tag-editor.ts';
import { change, type SidecarWork, tellFailure } from './sidecar-work.ts';

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
  const { query } = target;
  const posts = query === undefined ? { numbers: await target.numbers() } : { query };
  const send = (wish: BulkChange, dryRun: boolean): Promise<unknown> =>
    work.client.send('POST', 'posts/bulk', { ...posts, ...wish, dryRun });
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
  const gone = await oneByOne(work, await target.numbers(), words.deleting, async (number) => {
    await work.client.send('DELETE', `posts/${number}`);
    for (const tile of tilesOf(number)) markDeleted(tile);
  });
  if (gone.length === 0) return;
  work.context.shards.forget();
  work.notices.show({
    text: words.deleted(gone.length),
    action: { text: words.undo, act: () => restoreMany(work, gone) },
    isUndo: true,
  });
}

async function restoreMany(work: SidecarWork, numbers: readonly number[]): Promise<void> {
  const back = await oneByOne(work, numbers, words.restoring, async (number) => {
    await work.client.send('POST', `posts/${number}/restore`);
    for (const tile of tilesOf(number)) unmark(tile);
  });
  if (back.length === 0) return;
  work.context.shards.forget();
  work.notices.show({ text: words.restored(back.length) });
}

/** Does something with each, and says how far it is; it can be stopped. Answers those it was done with. */
async function oneByOne(
  work: SidecarWork,
  numbers: readonly number[],
  say: (done: number, total: number) => string,
  act: (number: number) => Promise<void>,
): Promise<readonly number[]> {
  const done: number[] = [];
  let isStopped = false;
  const stop = { text: words.stop, act: () => (isStopped = true) };
  const notice = { text: say(0, numbers.length), action: stop };
  work.notices.show(notice);
  for (const number of numbers) {
    if (isStopped) break;
    try {
      await act(number);
    } catch (error) {
      tellFailure(work, error);
      return done;
    }
    done.push(number);
    work.notices.amend(notice, say(done.length, numbers.length));
  }
  return done;
}

function tilesOf(number: number): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`a.tile[data-number="${number}"]`)];
}
