import { join } from 'node:path';
import type { Settings } from '../settings/settings.ts';
import { cachePath } from './library-files.ts';

/** Both small versions of a picture. */
export interface CachedPictures {
  readonly thumbnail: string;
  readonly preview: string;
}

/** Where the small versions of pictures are kept: by MD5, in folders named after how they were made. */
export function cacheFolders(settings: Settings): { thumbnails: string; previews: string } {
  const { grid, preview, quality } = settings.thumbnails;
  const cache = cachePath(settings.paths.state);
  return {
    thumbnails: join(cache, `thumbnails-${grid}-q${quality}`),
    previews: join(cache, `previews-${preview}-q${quality}`),
  };
}

export function cachedPictures(settings: Settings, md5: string): CachedPictures {
  const folders = cacheFolders(settings);
  const place = join(md5.slice(0, 2), `${md5}.webp`);
  return { thumbnail: join(folders.thumbnails, place), preview: join(folders.previews, place) };
}
