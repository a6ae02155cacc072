import { contentHash } from '../../catalog/index/content-hash.ts';
import { type PagesSetting, pagesFrom } from '../../catalog/own-pages.ts';
import { ratingLetter, ratings } from '../../catalog/rating.ts';
import type { Settings } from '../../pipeline/settings/settings.ts';
import type { BundledAssets } from '../bundle/bundle-assets.ts';
import type { Build } from './build.ts';
import type { PageStyle } from './plan-pages.ts';

/** What every page of a site shares, and the files that it names. */
export interface SiteFrame {
  readonly style: PageStyle;
  readonly files: BundledAssets['files'];
}

/** `sources`: the hash of the program's own text; `highest`: the highest number of a post. */
export function frameOf(
  settings: Settings,
  sources: string,
  { assets, files }: BundledAssets,
  highest: number,
): SiteFrame {
  const { site, thumbnails, originals } = settings;
  const elsewhere = /^https?:/.test(originals)
    ? {
        imageOrigin: new URL(originals).origin,
        originalsAddress: originals.replace(/\/$/, ''),
      }
    : {};
  const blur = ratings.filter((rating) =>
    site.blur.some((letter) => letter === ratingLetter(rating)),
  );
  const url = site.url === null ? {} : { url: site.url };
  const hasRelated = site.related !== 'off';
  const { title, theme, order } = site;
  const { grid, preview } = thumbnails;
  const sizes = { grid, preview };
  const frame = { title, theme, order, assets, blur, hasRelated, sizes, ...elsewhere, ...url };
  return {
    files,
    style: {
      hash: contentHash(JSON.stringify([sources, frame, thumbnails, originals])),
      frame,
      pageSize: site.pageSize,
      grid,
      pagesFrom: pagesFrom(site.pages as PagesSetting, highest),
    },
  };
}

/** Scripts, styles and the icon. */
export function putAssets({ parts, folder, counts, assets }: Build): void {
  // Their names tell what is in them.
  const result = contentHash([...assets.keys()].join(' '));
  if (parts.keep('assets') === result) return;
  const part = parts.open('assets');
  for (const [address, bytes] of assets) {
    if (part.want(address, contentHash(bytes)) && folder.write(address, bytes)) {
      counts.assets.written += 1;
    }
  }
  parts.close('assets', part, { result });
}
