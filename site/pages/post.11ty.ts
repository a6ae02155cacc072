import { postAddress, previewAddress } from '../../catalog/addresses.ts';
import { framed, type Head } from '../layouts/base.11ty.ts';
import type { Frame, PostPage, Work } from '../page-data.ts';
import { formatSheet, pagesPerSheet, sheetAddress } from '../sheet.ts';
import { isBlurredBy, postContent, postName, postTitle } from '../view/post-content.ts';

interface Data {
  readonly items: readonly PostPage[];
  readonly work: Pick<Work, 'frame'>;
}

const root = '../../';

/** Many posts a time: no other pages are as many. */
export const data = {
  pagination: { data: 'work.posts', size: pagesPerSheet, alias: 'items' },
  permalink: ({ items }: Data): string => sheetAddress(items[0]?.post.number ?? 0),
};

export function render({ items, work }: Data): string {
  return formatSheet(
    items.map((item) => ({
      address: postAddress(item.post.number),
      content: postPage(item, work.frame),
    })),
  );
}

/** One picture: made of its own record alone. What others have to do with it, a script fills in. */
export function postPage(item: PostPage, frame: Frame): string {
  return framed(headOf(item, frame), frame, postContent(item, frame, root));
}

function headOf(item: PostPage, frame: Frame): Head {
  return {
    kind: 'post',
    root,
    hasTags: true,
    title: postTitle(item),
    description: postName(item),
    preview: {
      address: postAddress(item.post.number),
      ...(isBlurredBy(item, frame) ? {} : { image: previewAddress(item.post.number) }),
      ...item.preview,
    },
  };
}
