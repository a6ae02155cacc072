import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { originalAddress, previewAddress, thumbnailAddress } from '../../catalog/addresses.ts';
import type { ImageFormat } from '../../catalog/measures.ts';
import { cachedPictures } from '../../pipeline/library/cache.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { SiteRequest } from '../../pipeline/library/site-request.ts';
import type { OriginalsMode } from './media.ts';

/** A picture file that the site has. */
export interface PlannedFile {
  readonly address: string;
  readonly hash: string;
  readonly source: string;
  readonly mode: OriginalsMode;
}

/** Every thumbnail, preview and original of the site. */
export function* planMedia(library: Library, request: SiteRequest): Generator<PlannedFile> {
  const { settings } = request;
  const { grid, preview, quality } = settings.thumbnails;
  const mode = originalsMode(settings.originals);
  const rows = library
    .sql(`SELECT posts.number AS number, posts.md5 AS md5, json_extract(posts.view, '$.format') AS format
          FROM posts ORDER BY number`)
    .iterate();
  for (const row of rows) {
    const number = Number(row['number']);
    const md5 = String(row['md5']);
    const cached = cachedPictures(settings, md5);
    yield {
      address: thumbnailAddress(number),
      hash: `${md5} ${grid} ${quality}`,
      source: cached.thumbnail,
      mode: 'auto',
    };
    yield {
      address: previewAddress(number),
      hash: `${md5} ${preview} ${quality}`,
      source: cached.preview,
      mode: 'auto',
    };
    if (!mode) continue;
    const source = locate(library, request, md5);
    yield {
      address: originalAddress(number, String(row['format']) as ImageFormat),
      // A symlink is made of its source's path: it dangles when the picture moves.
      hash: mode === 'symlink' ? `${md5} ${mode} ${source}` : `${md5} ${mode}`,
      source,
      mode,
    };
  }
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
