import { html } from '../html.ts';
import type { Head } from '../layouts/base.11ty.ts';
import type { HomePage, Work } from '../page-data.ts';
import { strings } from '../strings.ts';
import { gallery } from '../view/gallery.ts';
import { tagGroups } from '../view/tag-list.ts';

interface Data {
  readonly item: HomePage;
  readonly work: Pick<Work, 'frame'>;
}

const root = './';

export const data = {
  layout: 'base.11ty.ts',
  pagination: { data: 'work.home', size: 1, alias: 'item' },
  permalink: 'index.html',
  head: ({ item }: Data): Head => ({
    kind: 'home',
    root,
    hasTags: true,
    description: strings.homeDescription(item.posts, item.tagTotal),
  }),
};

/** The first pictures, and the only page that knows the whole: counts, and tags to explore. */
export function render({ item, work }: Data): string {
  const title = work.frame.order === 'new' ? strings.newest : strings.oldest;
  return html`<div class="with-side">
${gallery(item, work.frame, { title, root, totals: strings.posts(item.posts) })}
<aside id="tags" class="side" aria-label="${strings.tags}" tabindex="-1"><div data-tag-groups>${
    item.common.length > 0 && html`<h2>${strings.commonTags}</h2>${tagGroups(item.common, root)}`
  }${
    item.explore.length > 0 &&
    html`
<h2>${strings.explore}</h2>${tagGroups(item.explore, root)}`
  }
<p class="side-end"><a href="${root}tags.html">${strings.allTags}</a></p>
</div></aside>
</div>
<footer class="site-footer"><p>${strings.posts(item.posts)} · <a href="${root}tags.html">${strings.tagTotal(
    item.tagTotal,
  )}</a>${
    work.frame.url !== undefined && html` · <a href="${root}feed.xml">${strings.feed}</a>`
  }</p></footer>`.toString();
}
