import { type Html, html } from '../html.ts';
import type { Assets } from '../page-data.ts';

/**
 * Where the root may be from a page that is answered at any depth: beside it, one or two levels up, as far as the site's own
 * pages lie, or at the top of the host, which is as far up as addresses lead.
 */
const guesses = ['./', '../', '../../', '../../../../../../../../'];

/**
 * What the page for missing addresses loads where nothing tells the site's path: styles and one script from each place that may be
 * the root (components/not-found/find-root.ts). What is not there fails without harm; a policy needs no exception for it.
 */
export function guessedLinks({ icon, styles, findRoot, core, results }: Assets): Html {
  const scripts = ['assets/host.js', core, ...results].join(' ');
  return html`<link rel="icon" type="image/svg+xml" href="./${icon}">
${guesses.map((root) => html`<link rel="stylesheet" href="${root}${styles}">\n`)}${guesses.map(
  (root) => html`<script src="${root}${findRoot}" data-scripts="${scripts}"></script>\n`,
)}`;
}
