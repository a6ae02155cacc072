import { galleryAddress } from '../../catalog/addresses.ts';
import type { Head } from '../layouts/base.11ty.ts';
import type { GalleryPage, Work } from '../page-data.ts';
import { strings } from '../strings.ts';
import { gallery } from '../view/gallery.ts';

interface Data {
  readonly item: GalleryPage;
  readonly work: Pick<Work, 'frame'>;
}

const root = '../';

export const data = {
  layout: 'base.11ty.ts',
  pagination: { data: 'work.galleries', size: 1, alias: 'item' },
  permalink: ({ item }: Data): string => galleryAddress(item.page ?? 1),
  head: ({ item }: Data): Head => ({ kind: 'gallery', root, title: strings.page(item.page ?? 1) }),
};

/** A page of the gallery: it holds the same numbers for ever. */
export function render({ item, work }: Data): string {
  const title = strings.page(item.page ?? 1);
  return gallery(item, work.frame, { title, root }).toString();
}
