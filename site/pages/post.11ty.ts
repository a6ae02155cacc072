import { postAddress, previewAddress } from '../../catalog/addresses.ts';
import type { Head } from '../layouts/base.11ty.ts';
import type { PostPage, Work } from '../page-data.ts';
import { isBlurredBy, postContent, postName, postTitle } from '../view/post-content.ts';

interface Data {
  readonly item: PostPage;
  readonly work: Pick<Work, 'frame'>;
}

const root = '../../';

export const data = {
  layout: 'base.11ty.ts',
  pagination: { data: 'work.posts', size: 1, alias: 'item' },
  permalink: ({ item }: Data): string => postAddress(item.post.number),
  head: ({ item, work }: Data): Head => ({
    kind: 'post',
    root,
    hasTags: true,
    title: postTitle(item),
    description: postName(item),
    preview: {
      address: postAddress(item.post.number),
      ...(isBlurredBy(item, work.frame) ? {} : { image: previewAddress(item.post.number) }),
      ...item.preview,
    },
  }),
};

/** One picture: made of its own record alone. What others have to do with it, a script fills in. */
export function render({ item, work }: Data): string {
  return postContent(item, work.frame, root);
}
