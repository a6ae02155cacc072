import { loadGrouped, postContentShards } from '../../catalog/index/grouped-shards.ts';
import {
  contentAt,
  contentsPerGroup,
  contentsPerShard,
} from '../../catalog/index/post-contents.ts';
import type { PageContext } from '../page-context.ts';
import { postHref } from '../post-href.ts';
import { strings } from '../strings.ts';

/** Shows the post that the address names, `post.html?n=12345`, where a page is not one post's own. */
export async function fillShell({ shards, root }: PageContext): Promise<void> {
  const shell = document.querySelector<HTMLElement>('[data-post-shell]');
  if (!shell) return;
  const number = Number(new URLSearchParams(location.search).get('n'));
  const isNumber = Number.isSafeInteger(number) && number > 0;
  const found = isNumber
    ? await shards.ask((manifest, load) => {
        const sizes = { group: contentsPerGroup, block: contentsPerShard };
        return loadGrouped(number, postContentShards, manifest.contents, sizes, load);
      })
    : undefined;
  const place = (number - 1) % contentsPerShard;
  const content = found === undefined ? undefined : contentAt(found, place);
  if (content) {
    document.title = `${content.title} · ${document.title}`;
    shell.outerHTML = content.markup;
    return;
  }
  const { pagesFrom } = document.documentElement.dataset;
  if (isNumber && Number(pagesFrom) > 0 && number >= Number(pagesFrom)) {
    // It has got a page of its own since the address was written down.
    location.replace(root + postHref(number) + location.hash);
    return;
  }
  const notice = shell.querySelector<HTMLElement>('[data-relations-error]');
  if (notice) {
    notice.textContent = strings.noPost;
    notice.hidden = false;
  }
}
