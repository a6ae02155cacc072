import { isObject, ownCount } from '../../catalog/json.ts';
import type { Notice, NoticeBar } from '../notices/notice-bar.ts';
import type { PageContext } from '../page-context.ts';
import { SidecarAway, type SidecarClient, SidecarRefusal } from '../sidecar-client.ts';
import { words } from './editing-words.ts';
import { PublicationWatch } from './publication.ts';
import type { SidecarHost } from './sidecar-host.ts';

/** What the parts of editing work with. */
export interface SidecarWork {
  readonly host: SidecarHost;
  readonly context: PageContext;
  readonly client: SidecarClient;
  readonly notices: NoticeBar;
}

/**
 * Changes something, says so, and follows it into the site: `done` says what was done, and `onPublished` comes once the
 * site has it. What fails is said. Whether the change was made.
 */
export async function change(
  work: SidecarWork,
  act: () => Promise<unknown>,
  done: (answer: unknown) => Notice,
  onPublished: () => unknown = () => {},
): Promise<boolean> {
  const watch = new PublicationWatch(work.host.api);
  try {
    await watch.opened;
    const answer = await act();
    const notice = done(answer);
    work.notices.show(notice);
    void follow(work, watch, answer, notice, onPublished);
    return true;
  } catch (error) {
    watch.close();
    tellFailure(work, error);
    return false;
  }
}

/** Waits until the site has what was changed; from then on the index is read anew. */
export async function follow(
  { context, notices }: SidecarWork,
  watch: PublicationWatch,
  answer: unknown,
  notice: Notice,
  onPublished: () => unknown,
): Promise<void> {
  const edition = isObject(answer) ? ownCount(answer, 'edition') : undefined;
  const publication = edition === undefined ? undefined : await watch.of(edition);
  watch.close();
  if (publication?.kind === 'unpublished') {
    notices.amend(notice, words.unpublished(publication.message));
    return;
  }
  if (publication?.kind === 'published') notices.amend(notice, words.onSite(notice.text));
  context.shards.forget();
  onPublished();
}

/** Says why something could not be done, and what helps. */
export function tellFailure(work: SidecarWork, error: unknown): void {
  work.notices.show(failureOf(work, error));
}

/** The same, to be said together with what was done before. */
export function failureOf({ host }: SidecarWork, error: unknown): Notice {
  if (error instanceof SidecarAway) return { text: words.awayShort, isError: true };
  if (!(error instanceof SidecarRefusal)) throw error;
  const isLoggedOut = error.status === 401 || error.status === 403;
  return {
    text: isLoggedOut ? words.loggedOut : words.failed(error.message),
    isError: true,
    ...(isLoggedOut ? { link: { text: words.logIn, href: host.panel } } : {}),
  };
}
