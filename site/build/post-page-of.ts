import { originalAddress } from '../../catalog/addresses.ts';
import { fit } from '../../catalog/index/shape.ts';
import type { Post } from '../../catalog/post.ts';
import type { PostPage } from '../page-data.ts';
import type { RenderSetup } from './render-messages.ts';
import { altOf } from './tiles.ts';

/** What a post's page is made of. */
export function postPageOf(
  post: Post,
  { request, style }: Pick<RenderSetup, 'request' | 'style'>,
): PostPage {
  const { originalsAddress } = style.frame;
  const { preview } = request.settings.thumbnails;
  const place = originalAddress(post.number, post.format);
  return {
    post,
    original: originalsAddress ? `${originalsAddress}/${place}` : place,
    preview: fit(post.width, post.height, preview),
    alt: altOf(post),
  };
}
