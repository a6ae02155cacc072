import { numbersPerFolder } from './addresses.ts';

/** What `site.pages` says: every post has a page of its own, none has, or so many of the newest at least have. */
export type PagesSetting = 'all' | 'shell' | `recent:${number}`;

/**
 * The lowest number whose post has a page of its own; 0: none has. Pages come and go a folder at a time, so that a picture
 * more changes no other one's address as a rule. `highest`: the highest number given.
 */
export function pagesFrom(setting: PagesSetting, highest: number): number {
  if (setting === 'all') return 1;
  if (setting === 'shell') return 0;
  const first = highest - Number(setting.slice('recent:'.length)) + 1;
  if (first > highest) return 0;
  return Math.max(1, Math.floor(first / numbersPerFolder) * numbersPerFolder);
}
