import { Html } from '../html.ts';

const paths = {
  search: '<circle cx="9" cy="9" r="5.5"/><path d="m13 13 4 4"/>',
  theme: '<circle cx="10" cy="10" r="6.5"/><path class="fill" d="M10 3.5a6.5 6.5 0 0 1 0 13z"/>',
  settings:
    '<path d="M3.5 6h8M15 6h1.5M3.5 14H5M8.5 14h8"/><circle cx="13.2" cy="6" r="1.8"/><circle cx="6.8" cy="14" r="1.8"/>',
  newer: '<path d="m12 4.5-5.5 5.5 5.5 5.5"/>',
  older: '<path d="m8 4.5 5.5 5.5-5.5 5.5"/>',
  open: '<path d="M8 4.5H4.5v11h11V12M11.5 4.5h4v4M15 5l-6 6"/>',
  fit: '<path d="M3.5 7.5v-4h4M16.5 7.5v-4h-4M3.5 12.5v4h4M16.5 12.5v4h-4"/><rect x="6.8" y="7.3" width="6.4" height="5.4" rx="0.6"/>',
  zoom: '<circle cx="9" cy="9" r="5.5"/><path d="m13 13 4 4M9 6.7v4.6M6.7 9h4.6"/>',
  fullscreen: '<path d="M3.5 7.5v-4h4M16.5 7.5v-4h-4M3.5 12.5v4h4M16.5 12.5v4h-4"/>',
  // The button is for the one while it plays, for the other while it is paused.
  pause:
    '<path class="while-playing" d="M7.5 5v10M12.5 5v10"/><path class="while-paused" d="m7 4.5 8.5 5.5L7 15.5z"/>',
  info: '<circle cx="10" cy="10" r="6.5"/><path d="M10 9.3v4M10 6.6v.1"/>',
  copy: '<rect x="7" y="7" width="9.5" height="9.5" rx="1.5"/><path d="M13 7V4.5a1 1 0 0 0-1-1H4.5a1 1 0 0 0-1 1V12a1 1 0 0 0 1 1H7"/>',
  download: '<path d="M10 3.5v8.5m-4-3.5 4 4 4-4M4 16.5h12"/>',
} as const;

/** A line drawing in the text's colour; the words beside it say what it is. */
export function icon(name: keyof typeof paths): Html {
  return new Html(
    `<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">${paths[name]}</svg>`,
  );
}
