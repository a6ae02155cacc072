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
    short_name: title.slice(0, 12),
    start_url: './index.html',
    scope: './',
    display: 'standalone',
    background_color: '#0f1115',
    theme_color: '#0f1115',
    icons: [{ src: assets.icon, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
