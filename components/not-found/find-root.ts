// What a visitor sees first of the theme, before anything is painted.
import '../theme/theme-first.ts';

/**
 * The page for what is not there is answered at any depth, so its own addresses lead nowhere. This script stands in it once for
 * every place where the root may be. Where one of them answers, the script's own address tells the way: the page's links are
 * mended, and its scripts, which the tag names, are loaded from there.
 */
function findRoot({ src, dataset }: HTMLScriptElement): void {
  const page = document.documentElement;
  // Places may be the same: at the root of a host all ways up end there.
  if (page.dataset['foundRoot'] !== undefined) return;
  const root = new URL('../', src).pathname;
  page.dataset['root'] = root;
  page.dataset['foundRoot'] = '';
  const scripts = (dataset['scripts'] ?? '').split(' ');
  document.addEventListener('DOMContentLoaded', () => {
    mendAddresses('href', root);
    mendAddresses('action', root);
    for (const address of scripts) runInOrder(root + address);
  });
}

function mendAddresses(name: 'href' | 'action', root: string): void {
  // The user's own server has mended them already.
  for (const element of document.querySelectorAll(`:is(body *, [rel=icon])[${name}^="./"]`)) {
    element.setAttribute(name, root + (element.getAttribute(name) ?? '').slice('./'.length));
  }
}

function runInOrder(address: string): void {
  const script = document.createElement('script');
  script.src = address;
  script.async = false;
  document.head.append(script);
}

const { currentScript } = document;
if (currentScript instanceof HTMLScriptElement) findRoot(currentScript);
