import { loadPart } from '../load-scripts.ts';
import type { PageContext } from '../page-context.ts';

/** What the dialog's script leaves. */
export type ShowSettings = (context: PageContext) => void;

declare global {
  var homebooruSettings: ShowSettings | undefined;
}

/** Opens the dialog of the visitor's settings and keys; without its script, the page that tells of them. */
export function openSettings(context: PageContext): boolean {
  loadPart('settings', context.root).then(
    () => globalThis.homebooruSettings?.(context),
    () => location.assign(`${context.root}help.html`),
  );
  return true;
}
