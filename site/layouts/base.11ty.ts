import { manifestName } from '../../catalog/index/manifest.ts';
import { shardAddress } from '../../catalog/index/shard.ts';
import { ratingLetter } from '../../catalog/rating.ts';
import { attributes, Html, html, inOnePiece } from '../html.ts';
import type { Assets, Frame } from '../page-data.ts';
import { strings } from '../strings.ts';
import { guessedLinks } from '../view/guessed-links.ts';
import { icon } from '../view/icon.ts';

/** What a page's template says about the page around its content. */
export interface Head {
  /** `undefined`: the site's name alone. */
  readonly title?: string;
  /** What the page shows, for those who list pages; `undefined`: as the site does. */
  readonly description?: string;
  readonly kind: 'home' | 'gallery' | 'post' | 'tags' | 'stats' | 'search' | 'help' | '404';
  /** The relative way to the site's root, `./` or `../../`: pages open from disk and from any sub-path. */
  readonly root: string;
  /** The way to the tags on the page itself, for the keyboard. */
  readonly hasTags?: boolean;
  /** What others show of the page: its address below the root, and its picture with the size in pixels. */
  readonly preview?: {
    readonly address: string;
    readonly image?: string;
    readonly width: number;
    readonly height: number;
  };
}

interface PageData {
  readonly content: string;
  readonly work: { readonly frame: Frame };
  readonly head: (data: PageData) => Head;
}

export function render(data: PageData): string {
  return framed(data.head(data), data.work.frame, data.content);
}

/** Content in the frame of every page. No inline script or style, nothing from another host: the policy forbids both. */
export function framed(head: Head, frame: Frame, content: string): string {
  const title = head.title === undefined ? frame.title : `${head.title} · ${frame.title}`;
  const common = commonOf(head, frame);
  return html`<!DOCTYPE html>
<html${common.attributes}>
<head>
<meta http-equiv="Content-Security-Policy" content="${common.policy}">
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${head.description ?? strings.siteDescription}">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
${head.kind === '404' ? html`<meta name="robots" content="noindex">\n` : ''}${openGraph(head, title, frame)}${common.links}
</head>
<body>
<a class="skip" href="#content">${strings.skip}</a>${
    head.hasTags === true && html`<a class="skip" href="#tags">${strings.skipToTags}</a>`
  }
${common.header}
${new Html(content)}
</body>
</html>
`.toString();
}

/** What all pages of a kind have in common, as far from the root. */
interface Common {
  readonly attributes: Html;
  readonly policy: string;
  readonly links: Html;
  readonly header: Html;
}

/** By kind and way to the root: a hundred thousand posts' pages make it once. */
const known = new WeakMap<Frame, Map<string, Common>>();

function commonOf(head: Head, frame: Frame): Common {
  const own = known.get(frame) ?? new Map<string, Common>();
  known.set(frame, own);
  const key = `${head.kind} ${head.root}`;
  const common = own.get(key) ?? {
    attributes: inOnePiece(pageAttributes(head, frame)),
    policy: contentPolicy(frame.imageOrigin),
    links: inOnePiece(linksOf(head, frame)),
    header: inOnePiece(header(frame, rootOf(head, frame))),
  };
  own.set(key, common);
  return common;
}

function pageAttributes(head: Head, frame: Frame): Html {
  return attributes({
    lang: strings.language,
    'data-root': rootOf(head, frame),
    'data-page': head.kind,
    'data-theme': frame.theme,
    'data-order':
      frame.order === 'old' && (head.kind === 'home' || head.kind === 'gallery') && 'old',
    'data-blur': frame.blur.length > 0 ? frame.blur.map(ratingLetter).join(' ') : undefined,
    'data-originals': frame.originalsAddress,
    'data-grid': galleries.has(head.kind) && frame.sizes.grid,
    'data-preview': galleries.has(head.kind) && frame.sizes.preview,
    'data-endless':
      (head.kind === 'home' || head.kind === 'gallery') && frame.assets.endless.join(' '),
    'data-viewer': frame.assets.viewer.join(' '),
    'data-viewer-styles': frame.assets.viewerStyles,
    'data-settings': frame.assets.settings.join(' '),
    'data-slideshow': frame.assets.slideshow.join(' '),
    'data-editing': frame.assets.editing.join(' '),
    'data-tag-editor': frame.assets.tagEditor.join(' '),
    'data-selection': frame.assets.selection.join(' '),
  });
}

function contentPolicy(imageOrigin: string | undefined): string {
  const images = ["'self'", 'data:', ...(imageOrigin === undefined ? [] : [imageOrigin])].join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${images}`,
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
  ].join('; ');
}

/** What others show of a page, and where the feed is: only whole addresses are understood, so only where ours is known. */
function openGraph(head: Head, title: string, frame: Frame): Html | undefined {
  const { preview, kind } = head;
  if (frame.url === undefined || kind === '404') return undefined;
  const base = new URL('./', frame.url).href;
  const property = (name: string, value: string | number): Html =>
    html`<meta property="og:${name}" content="${value}">\n`;
  return html`<link rel="alternate" type="application/atom+xml" title="${frame.title}" href="${base}feed.xml">
${
  preview && [
    html`<link rel="canonical" href="${base}${preview.address}">\n`,
    property('type', 'article'),
    property('site_name', frame.title),
    property('title', title),
    property('url', base + preview.address),
    ...(preview.image === undefined
      ? []
      : [
          property('image', base + preview.image),
          property('image:width', preview.width),
          property('image:height', preview.height),
          property('image:alt', head.description ?? title),
          html`<meta name="twitter:card" content="summary_large_image">\n`,
        ]),
  ]
}`;
}

const galleries: ReadonlySet<Head['kind']> = new Set(['home', 'gallery', 'search', '404']);

/**
 * What the browser waits for comes last: behind a policy in the page it asks for nothing that it has not come to, and it comes
 * no further before that script has run.
 */
function linksOf(head: Head, frame: Frame): Html {
  const { assets } = frame;
  if (head.kind === '404' && frame.url === undefined) return guessedLinks(assets);
  const root = rootOf(head, frame);
  return html`<link rel="icon" type="image/svg+xml" href="${root}${assets.icon}">
<link rel="apple-touch-icon" href="${root}${assets.touchIcon}">
<link rel="stylesheet" href="${root}${assets.styles}">
${['assets/host.js', assets.core, ...ownScripts(head.kind, assets)].map(
  (address) => html`<script src="${root}${address}" defer></script>\n`,
)}${head.kind === 'search' && html`<link rel="preload" as="script" href="${root}${shardAddress(manifestName)}">\n`}<script src="${root}${assets.theme}"></script>
`;
}

function ownScripts(kind: Head['kind'], assets: Assets): readonly string[] {
  if (kind === 'post') return assets.post;
  if (kind === 'tags') return assets.tags;
  if (kind === 'home' || kind === 'gallery') return assets.gallery;
  return kind === 'search' || kind === '404' ? assets.results : [];
}

/**
 * The way to the site's root. A static host answers any missing address with 404.html, at an unknown depth, where no relative
 * address can be right: so there it is the path that the settings say, wherever they do. Without it a script finds it (`guessedLinks`).
 */
export function rootOf({ kind, root }: Head, { url }: Frame): string {
  return kind === '404' && url !== undefined ? new URL('./', url).pathname : root;
}

function header({ title, assets }: Frame, root: string): Html {
  return html`<header class="site-header">
<a class="site-name" href="${root}index.html">${title}</a>
<form class="search" action="${root}search.html" method="get" role="search">
<div class="search-field">${icon('search')}<input class="search-input" data-search type="search" name="q" aria-label="${
    strings.searchLabel
  }" placeholder="${
    strings.searchHint
  }" autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search" data-suggest="${assets.suggest.join(' ')}"></div>
<button class="button" type="submit">${strings.searchButton}</button>
</form>
<nav class="site-nav" aria-label="${strings.mainNavigation}"><a class="to-tags" href="${root}tags.html">${
    strings.tags
  }</a><a class="to-stats" href="${root}stats.html">${strings.stats.short}</a><a class="to-help" href="${root}help.html">${strings.help}</a><button class="icon-button" type="button" title="${strings.settings}" data-settings-button>${icon(
    'settings',
  )}<span class="visually-hidden">${strings.settings}</span></button><button class="icon-button" type="button" data-theme-toggle>${icon(
    'theme',
  )}<span class="visually-hidden">${strings.theme}</span></button></nav>
</header>`;
}
