import type { ListName } from './panel-data.ts';

/** The views, in their order, and the list that each shows. */
export const views = {
  overview: undefined,
  jobs: undefined,
  problems: 'problems',
  trash: 'trash',
  edits: 'edits',
  duplicates: 'duplicates',
  settings: 'models',
} as const satisfies Readonly<Record<string, ListName | undefined>>;
export type ViewName = keyof typeof views;

/** The view that an address names behind its `#`; the first where it names none. */
export function viewOf(hash: string): ViewName {
  const name = hash.slice(1);
  return (Object.keys(views) as ViewName[]).find((known) => known === name) ?? 'overview';
}

/** Brings the name of the present view into its bar; the page itself stays where it is. */
export function showNameOf(panel: HTMLElement): void {
  const name = panel.querySelector<HTMLElement>('.views [aria-current]');
  const bar = name?.parentElement;
  if (!name || !bar) return;
  bar.scrollLeft = name.offsetLeft - (bar.clientWidth - name.offsetWidth) / 2;
}
