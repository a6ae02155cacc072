import { countedText, countText } from '../../catalog/wording.ts';
import type { MoveResult } from './bulk-deleting.ts';

const posts = (count: number): string => countedText(count, 'post');

/** Every text of changing many posts at once, in one place to be translated. */
export const words = {
  title: (count: number): string => `Edit tags of ${posts(count)}`,
  about: 'Write tags to add them, -tag to take it away.',
  label: 'Tags to add, or to take away',
  hint: 'tag  artist:name  -tag',
  noWords: 'Nothing to change yet.',
  forget: (word: string): string => `Leave out ${word}`,
  counting: 'Counting…',
  preview: (changed: number, matched: number): string =>
    changed === 0
      ? `None of ${posts(matched)} would change.`
      : `${countText(changed)} of ${posts(matched)} would change.`,
  apply: (changed: number): string => (changed === 0 ? 'Apply' : `Apply to ${posts(changed)}`),
  cancel: 'Cancel',
  changed: (count: number): string => `${posts(count)} changed`,
  undo: 'Undo',
  undone: (count: number): string => `${posts(count)} as before`,
  askDelete: (count: number): string => `Move ${posts(count)} to the trash?`,
  aboutDelete: 'Their files go to the trash folder, and can be brought back.',
  toTrash: 'Move to the trash',
  noneToDelete: 'They are in the trash already.',
  deleting: (done: number, total: number): string => progress('Moving to the trash', done, total),
  stop: 'Stop',
  deleted: ({ moved, refused }: MoveResult): string =>
    `${posts(moved)} in the trash${leftOut(refused)}`,
  restoring: (done: number, total: number): string => progress('Bringing back', done, total),
  restored: ({ moved, refused }: MoveResult): string => `${posts(moved)} back${leftOut(refused)}`,
} as const;

/** `Moving to the trash: 20 %`; of one portion nobody knows how far it is. */
function progress(what: string, done: number, total: number): string {
  return total > 1 ? `${what}: ${Math.round((100 * done) / total)} %` : `${what}…`;
}

function leftOut(reasons: readonly string[]): string {
  const [first] = reasons;
  return first === undefined ? '' : `; ${countText(reasons.length)} could not be moved: ${first}`;
}
