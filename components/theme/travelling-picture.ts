/**
 * Has the browser move a tile's picture to its place on the post's page, and back, where it can: the page of the post names
 * its picture the same (site/styles/preferences.css). https://drafts.csswg.org/css-view-transitions-2/#cross-document
 */
export function letPicturesTravel(): void {
  addEventListener('pageswap', ({ viewTransition, activation }) => {
    void travel(viewTransition, activation?.entry.url);
  });
  // A page that has been kept is shown again; one that is loaded anew has no tiles yet. To be heard of before the first paint.
  addEventListener('pagereveal', ({ viewTransition }) => {
    // Safari had transitions years before it told where from.
    const from = 'navigation' in globalThis ? navigation.activation?.from?.url : undefined;
    void travel(viewTransition, from);
  });
}

/** `address`: of the page that is gone to, or was come from. */
async function travel(transition: ViewTransition | null, address?: string | null): Promise<void> {
  if (!transition) return;
  const [, number] = /post\D.*?(\d+)(?:\.html)?(?:#|$)/.exec(address ?? '') ?? [];
  // A post's own picture is named already.
  const tile = `:root:not([data-page=post]) a.tile[data-number="${number}"] img`;
  const picture = document.querySelector<HTMLElement>(tile);
  if (picture) picture.style.viewTransitionName = 'picture';
  // One that is skipped, because somebody goes on, say, refuses, on any page: what it led to is shown all the same.
  await Promise.allSettled([transition.updateCallbackDone, transition.ready, transition.finished]);
  if (picture) picture.style.viewTransitionName = '';
}
