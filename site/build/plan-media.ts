import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  numbersPerFolder,
  originalAddress,
  previewAddress,
  thumbnailAddress,
} from '../../catalog/addresses.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { cachedPictures } from '../../pipeline/library/cache.ts';
import { highestNumber } from '../../pipeline/library/count-posts.ts';
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

/** A post's thumbnail, preview and original. `source`: where its picture lies, see `locate`. */
export function planMedia(
  request: SiteRequest,
  { number, md5, format }: PostRow,
  source: string,
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
  for (let thousand = 0; thousand * numbersPerFolder <= highestNumber(library); thousand++) {
    const first = thousand * numbersPerFolder;
    const places = locate(library, request, first, first + numbersPerFolder - 1);
    hash = contentHash(`${hash} ${JSON.stringify([...places])}`);
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

/** Where the pictures of the posts `first` to `last` lie: the first of each one's paths that is there; the first, where none is. */
export function locate(
  library: Library,
  { roots }: SiteRequest,
  first: number,
  last: number,
): ReadonlyMap<number, string> {
  const folders = new Map(roots.map(({ root, folder }) => [root, folder]));
  const rows = library
    .sql(`SELECT number, root, path FROM posts JOIN files ON files.md5 = posts.md5
          WHERE number BETWEEN ? AND ? AND problem IS NULL ORDER BY number, root, path`)
    .all(first, last);
  const paths = new Map<number, string[]>();
  for (const { number, root, path } of rows) {
    const place = join(folders.get(String(root)) ?? '', String(path));
    const known = paths.get(Number(number));
    if (known) known.push(place);
    else paths.set(Number(number), [place]);
  }
  return new Map(
    [...paths].map(([number, places]) => {
      const there = places.length > 1 ? places.find((path) => existsSync(path)) : undefined;
      return [number, there ?? places[0] ?? ''];
    }),
  );
}
