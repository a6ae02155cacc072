import { loadPart } from '../load-scripts.ts';
import type { PageContext } from '../page-context.ts';
import type { SidecarHost } from './sidecar-host.ts';

/** What the script of editing leaves: it makes a gallery editable, or a post's page, with the number of what it shows. */
export type StartEditing = (
  host: SidecarHost,
  context: PageContext,
  number: number | undefined,
) => void;

declare global {
  var homebooruEditing: StartEditing | undefined;
}

/** Loads what it takes to edit, where the page comes from the user's own server; anywhere else it loads nothing. */
export async function startEditing(context: PageContext, number?: number): Promise<void> {
  const host = globalThis.homebooruHost;
  if (host === undefined) return;
  try {
    await loadPart('editing', context.root);
  } catch (error) {
    // The page is whole without.
    console.warn('editing did not load', error);
    return;
  }
  globalThis.homebooruEditing?.(host, context, number);
}
