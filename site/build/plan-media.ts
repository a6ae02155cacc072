import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { originalAddress, previewAddress, thumbnailAddress } from '../../catalog/addresses.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { cachedPictures } from '../../pipeline/library/cache.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { SiteRequest } from '../../pipeline/library/site-request.ts';
import type { OriginalsMode } from './media.ts';
import type { PostRow } from './plan-posts.ts';

/** A picture file that the site has. */
export interface PlannedFile {
  readonly address: string;
  readonly hash: string;
  readonly source: string;
  readonly mode: OriginalsMode;
}

/** A post's thumbnail, preview and original. */
export function planMedia(
  library: Library,
  request: SiteRequest,
  { number, md5, format }: PostRow,
): readonly PlannedFile[] {
  const { settings } = request;
  const { grid, preview, quality } = settings.thumbnails;
  const cached = cachedPictures(settings, md5);
  const small: PlannedFile[] = [
    {
      address: thumbnailAddress(number),
      hash: `${md5}-${grid}-${quality}`,
      source: cached.thumbnail,
      mode: 'auto',
    },
    {
      address: previewAddress(number),
      hash: `${md5}-${preview}-${quality}`,
      source: cached.preview,
      mode: 'auto',
    },
  ];
  const mode = originalsMode(settings.originals);
  if (!mode) return small;
  const source = locate(library, request, md5);
  const original: PlannedFile = {
    address: originalAddress(number, format),
    // A symlink is made of its source's path: it dangles when the picture moves.
    hash: mode === 'symlink' ? `${md5}-${contentHash(source)}` : `${md5}-${mode}`,
    source,
    mode,
  };
  return [...small, original];
}

/** Where every picture lies: what symlinks are made of, besides posts. */
export function hashLocations(library: Library, request: SiteRequest): string {
  let hash = '';
  for (const row of library.sql('SELECT md5 FROM posts ORDER BY number').iterate()) {
    hash = contentHash(`${hash} ${locate(library, request, String(row['md5']))}`);
  }
  return hash;
}

/** A known file of each image folder, with the way in which originals are placed; none where any way will do. */
export function sampleOriginals(library: Library, request: SiteRequest): readonly PlannedFile[] {
  const mode = originalsMode(request.settings.originals);
  if (mode !== 'clone' && mode !== 'link') return [];
  return request.roots.flatMap(({ root, folder }) =>
    library
      .sql('SELECT path FROM files WHERE root = ? AND problem IS NULL ORDER BY path LIMIT 20')
      .all(root)
      .map((row) => ({ address: '', hash: '', source: join(folder, String(row['path'])), mode })),
  );
}

/** `undefined`: originals are elsewhere, at an http(s) address. */
function originalsMode(setting: string): OriginalsMode | undefined {
  return /^https?:/.test(setting) ? undefined : (setting as OriginalsMode);
}

/** The first of a picture's paths that is there; the first, where none is. */
function locate(library: Library, { roots }: SiteRequest, md5: string): string {
  const paths = library
    .sql('SELECT root, path FROM files WHERE md5 = ? AND problem IS NULL ORDER BY root, path')
    .all(md5)
    .map((row) => {
      const home = roots.find(({ root }) => root === row['root']);
      return join(home?.folder ?? '', String(row['path']));
    });
  return (paths.length > 1 ? paths.find((path) => existsSync(path)) : undefined) ?? paths[0] ?? '';
}
