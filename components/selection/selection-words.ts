import { countText } from '../../catalog/wording.ts';

/** Every text of selecting, in one place to be translated. */
export const words = {
  bar: 'Selection',
  none: 'Choose pictures: click, or Shift and click for all between',
  count: (count: number): string => (count === 1 ? '1 selected' : `${countText(count)} selected`),
  all: (count: number): string => `All ${countText(count)} results selected`,
  selectAll: 'All results',
  clear: 'None',
  copyNumbers: 'Copy numbers',
  copyLink: 'Copy link',
  copied: 'Copied',
  cannotCopy: 'This browser does not let pages copy',
  done: 'Done',
  selected: 'Selected',
  editTags: 'Edit tags',
  remove: 'Delete',
} as const;
