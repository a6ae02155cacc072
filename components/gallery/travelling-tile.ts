/**
 * Has the browser move a tile's picture to its place on the post's page, and back, where it can: the page of the post names
 * its picture the same (site/styles/preferences.css). https://drafts.csswg.org/css-view-transitions-2/#cross-document
 */
export function letTilesTravel(): void {
  addEventListener('pageswap', ({ viewTransition, activation }) => {
    void travel(viewTransition, activation?.entry.url);
  });
  // A page that has been kept is shown again; one that is loaded anew has no tiles yet.
  addEventListener('pagereveal', ({ viewTransition }) => {
    void travel(viewTransition, navigation.activation?.from?.url);
  });
}

/** `address`: of the page that is gone to, or was come from. */
async function travel(transition: ViewTransition | null, address?: string | null): Promise<void> {
  const [, number] = /post\D.*?(\d+)(?:\.html)?(?:#|$)/.exec(address ?? '') ?? [];
  const picture = document.querySelector<HTMLElement>(`a.tile[data-number="${number}"] img`);
  if (!transition || !picture) return;
  picture.style.viewTransitionName = 'picture';
  await transition.finished;
  picture.style.viewTransitionName = '';
}
