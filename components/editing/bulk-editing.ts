import { isObject, ownCount, ownText } from '../../catalog/json.ts';
import { deleteMany } from './bulk-deleting.ts';
import { type BulkChange, type BulkCount, BulkDialog } from './bulk-dialog.ts';
import type { BulkActions, BulkTarget } from './bulk-target.ts';
import { words } from './bulk-words.ts';
import { words as editingWords } from './editing-words.ts';
import { loadTagEditor } from './load-tag-editor.ts';
import { change, type SidecarWork } from './sidecar-work.ts';

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
