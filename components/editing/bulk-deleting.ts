import { isObject, ownArray, ownCount, ownText } from '../../catalog/json.ts';
import type { Notice } from '../notices/notice-bar.ts';
import { ask } from './ask.ts';
import type { BulkTarget } from './bulk-target.ts';
import { words } from './bulk-words.ts';
import { markDeleted, unmark } from './gallery-tiles.ts';
import { PublicationWatch } from './publication.ts';
import { failureOf, follow, type SidecarWork, tellFailure } from './sidecar-work.ts';

/** Posts a request: more of them are moved in portions, between which one sees how far it is, and can stop. */
const portion = 100;

/** Counts what would go to the trash, asks, and moves it there; all of it can be brought back at once. */
export async function deleteMany(work: SidecarWork, target: BulkTarget): Promise<void> {
  const numbers = await target.numbers();
  const count = await countDeletable(work, numbers);
  if (count === undefined) return;
  if (count === 0) {
    work.notices.show({ text: words.noneToDelete });
    return;
  }
  const isMeant = await ask({
    title: words.askDelete(count),
    about: words.aboutDelete,
    yes: words.toTrash,
    no: words.cancel,
  });
  if (!isMeant) return;
  const undos: Undo[] = [];
  const undo = (): Partial<Notice> =>
    undos.length === 0
      ? {}
      : { action: { text: words.undo, act: () => restoreMany(work, undos) }, isUndo: true };
  await inPortions(work, portionsOf(numbers), {
    say: words.deleting,
    act: async (some) => {
      const answer = await work.client.send('POST', 'posts/bulk', { numbers: some, delete: true });
      const moved = movedOf(some, answer);
      for (const tile of tilesOf(moved)) markDeleted(tile);
      const name = isObject(answer) ? ownText(answer, 'undo') : undefined;
      if (name !== undefined) undos.push({ name, numbers: moved });
      return answer;
    },
    done: (result) => ({ text: words.deleted(result), ...undo() }),
    failed: (error) => ({ ...failureOf(work, error), ...undo() }),
  });
}

/** `undefined`: it cannot be known, which is said. */
async function countDeletable(
  work: SidecarWork,
  numbers: readonly number[],
): Promise<number | undefined> {
  try {
    const body = { numbers, delete: true, dryRun: true };
    return changedIn(await work.client.send('POST', 'posts/bulk', body));
  } catch (error) {
    tellFailure(work, error);
    return undefined;
  }
}

/** A portion that was moved, and the name by which it comes back. */
interface Undo {
  readonly name: string;
  readonly numbers: readonly number[];
}

async function restoreMany(work: SidecarWork, undos: readonly Undo[]): Promise<void> {
  await inPortions(work, undos, {
    say: words.restoring,
    act: async ({ name, numbers }) => {
      const answer = await work.client.send('POST', 'posts/bulk/undo', { undo: name });
      for (const tile of tilesOf(movedOf(numbers, answer))) unmark(tile);
      return answer;
    },
    done: (result) => ({ text: words.restored(result) }),
    failed: (error) => failureOf(work, error),
  });
}

function portionsOf(numbers: readonly number[]): readonly (readonly number[])[] {
  const count = Math.ceil(numbers.length / portion);
  return Array.from({ length: count }, (_, at) => numbers.slice(at * portion, (at + 1) * portion));
}

/** What was done with many posts: how many moved, and why others did not. */
export interface MoveResult {
  readonly moved: number;
  readonly refused: readonly string[];
}

interface Work<T> {
  readonly say: (done: number, total: number) => string;
  /** Its answer names the edition of the site that will have it. */
  readonly act: (some: T) => Promise<unknown>;
  readonly done: (result: MoveResult) => Notice;
  readonly failed: (error: unknown) => Notice;
}

/** Does something with each portion, and says how far it is; it can be stopped. What was done is followed into the site. */
async function inPortions<T>(
  work: SidecarWork,
  portions: readonly T[],
  { say, act, done, failed }: Work<T>,
): Promise<void> {
  const watch = new PublicationWatch(work.host.api);
  let result: MoveResult = { moved: 0, refused: [] };
  let answer: unknown;
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
  };
  const progress: Notice = {
    text: say(0, portions.length),
    ...(portions.length > 1 ? { action: { text: words.stop, act: stop } } : {}),
  };
  work.notices.show(progress);
  await watch.opened;
  try {
    for (const [at, some] of portions.entries()) {
      if (isStopped) break;
      answer = await act(some);
      result = {
        moved: result.moved + changedIn(answer),
        refused: [...result.refused, ...refusedIn(answer).map(({ reason }) => reason)],
      };
      work.notices.amend(progress, say(at + 1, portions.length));
    }
  } catch (error) {
    // What was done before stays done, its tiles say so, and it can be taken back.
    watch.close();
    work.notices.show(failed(error));
    return;
  }
  const notice = done(result);
  work.notices.show(notice);
  await follow(work, watch, answer, notice, () => {});
}

function changedIn(answer: unknown): number {
  return isObject(answer) ? (ownCount(answer, 'changed') ?? 0) : 0;
}

function refusedIn(
  answer: unknown,
): readonly { readonly number: number | undefined; readonly reason: string }[] {
  return (isObject(answer) ? ownArray(answer, 'refused') : [])
    .filter(isObject)
    .map((item) => ({ number: ownCount(item, 'number'), reason: ownText(item, 'reason') ?? '' }));
}

function movedOf(numbers: readonly number[], answer: unknown): readonly number[] {
  const refused = new Set(refusedIn(answer).map(({ number }) => number));
  return numbers.filter((number) => !refused.has(number));
}

function tilesOf(numbers: readonly number[]): readonly HTMLElement[] {
  const wanted = new Set(numbers.map(String));
  return [...document.querySelectorAll<HTMLElement>('a.tile[data-number]')].filter((tile) =>
    wanted.has(tile.dataset['number'] ?? ''),
  );
}
