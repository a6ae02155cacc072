import { countedText, countText } from '../../catalog/wording.ts';

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
  deleting: (done: number, total: number): string =>
    `To the trash: ${countText(done)} of ${countText(total)}`,
  stop: 'Stop',
  deleted: (count: number): string => `${posts(count)} in the trash`,
  restoring: (done: number, total: number): string =>
    `Bringing back: ${countText(done)} of ${countText(total)}`,
  restored: (count: number): string => `${posts(count)} back`,
} as const;
