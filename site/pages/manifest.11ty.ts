import type { Work } from '../page-data.ts';
import { onlyWhenWanted } from '../view/fixed-page.ts';

export const data = {
  pagination: onlyWhenWanted('manifest'),
  permalink: 'manifest.webmanifest',
};

/** How the site looks as an application on a home screen. */
export function render({ work }: { readonly work: Pick<Work, 'frame'> }): string {
  const { title, assets } = work.frame;
  const manifest = {
    name: title,
    short_name: shortName(title),
    start_url: './index.html',
    scope: './',
    display: 'standalone',
    background_color: '#0f1115',
    theme_color: '#0f1115',
    icons: [
      { src: assets.icon, sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: assets.touchIcon, sizes: '180x180', type: 'image/png', purpose: 'any' },
    ],
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** Below an icon there is room for some twelve characters: as many whole words, or the first word's beginning. */
function shortName(title: string): string {
  if (title.length <= 12) return title;
  const words = /^\S.{0,11}(?=\s)/u.exec(title)?.[0].trimEnd();
  return words ?? Array.from(title).slice(0, 12).join('');
}
