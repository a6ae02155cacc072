import { previewAddress } from '../../catalog/addresses.ts';
import { highestRatio, lowestRatio, ratioOf } from '../../catalog/index/shape.ts';
import { extensionOf } from '../../catalog/measures.ts';
import { ratingLetter } from '../../catalog/rating.ts';
import { ratingTitles } from '../../catalog/wording.ts';
import { attributes, type Html, html } from '../html.ts';
import type { Frame, PostPage } from '../page-data.ts';
import { strings } from '../strings.ts';
import { colourOf } from './colour.ts';
import { factList } from './facts.ts';
import { guessList, tagsWithSureness } from './guesses.ts';
import { icon } from './icon.ts';
import { tagGroups } from './tag-list.ts';

/** A post, and the way from where it is shown to the site's root. */
interface Shown extends PostPage {
  readonly root: string;
}

/** What the post is called: its first tags, else its number. */
export function postName({ alt, post }: PostPage): string {
  return alt === '' ? strings.post(post.number) : alt;
}

/** Letters of a title that lists of pages show whole, with the site's name behind it. */
const mostInTitle = 50;

/** What the post is called at the top of a window: as many of its tags as there is room for, one at least. */
export function postTitle(page: PostPage): string {
  const [first = '', ...others] = postName(page).split(', ');
  return others.reduce(
    (title, tag) => (`${title}, ${tag}`.length > mostInTitle ? title : `${title}, ${tag}`),
    first,
  );
}

/** One picture: made of its own record alone. What others have to do with it, a script fills in. */
export function postContent(page: PostPage, frame: Frame, root: string): string {
  const item: Shown = { ...page, root };
  const { post } = item;
  const isBlurred = isBlurredBy(item, frame);
  return html`<div class="post">
<main id="content" class="post-main" data-post="${post.number}">
${postBar(post.number)}
${picture(item, isBlurred)}
${pictureBar(post.frames > 1)}
${post.damaged !== undefined && html`<p class="notice">${strings.damaged} ${post.damaged}</p>`}<p class="notice" data-relations-error hidden></p>
</main>
${frame.hasRelated && related(post.number, root)}<aside id="tags" class="post-tags" aria-labelledby="tags-title" tabindex="-1">
<h2 id="tags-title">${strings.tags}</h2>
${post.isGuessed && html`<p class="notice">${strings.guessed}</p>`}${
  post.terms.length > 0
    ? tagGroups(tagsWithSureness(post), root)
    : html`<p class="muted" data-untagged>${strings.untagged}</p>`
}${guessList(post, root)}
<p class="read-only" data-read-only>${strings.readOnly}</p>
</aside>
<aside id="facts" class="post-facts" aria-labelledby="facts-title" tabindex="-1">
<h2 id="facts-title">${strings.information}</h2>${factList(post, root)}
<p class="actions"><a class="button" data-original${originalLink(item, isBlurred)}>${icon('open')}${strings.openOriginal}</a><a class="button" data-original${originalLink(
    item,
    isBlurred,
  )} download="${downloadName(item)}">${icon('download')}${strings.download}</a></p>
</aside>
<section id="family" class="family" aria-label="${strings.family}" data-family hidden>
<div data-parent hidden><h2>${strings.parent}</h2><ul class="grid strip"></ul></div>
<div data-children hidden><h2>${strings.children}</h2><ul class="grid strip"></ul></div>
</section>
</div>`.toString();
}

/** As high as it will be, and before what is below it on a phone, so that nothing moves when it comes and the script fills it. */
function related(number: number, root: string): Html {
  return html`<section class="related" data-related aria-labelledby="related-title" aria-busy="true">
<div class="related-bar"><h2 id="related-title">${strings.related}</h2><span class="related-steps">${relatedStep(-600, strings.relatedBack)}${relatedStep(600, strings.relatedOn)}</span><a href="${root}search.html?similar=${number}">${strings.allSimilar}</a></div>
<ul class="related-strip" tabindex="0" aria-labelledby="related-title"></ul>
</section>
`;
}

/** Moves the strip by some pixels. */
function relatedStep(way: number, text: string): Html {
  return html`<button class="icon-button" type="button" title="${text}" data-related-step="${way}">${icon(
    way < 0 ? 'newer' : 'older',
  )}<span class="visually-hidden">${text}</span></button>`;
}

/** Whether the settings want it blurred: then the page holds no address of the picture. */
export function isBlurredBy({ post }: PostPage, frame: Frame): boolean {
  return post.rating !== undefined && frame.blur.includes(post.rating);
}

function postBar(number: number): Html {
  return html`<div class="post-bar"><h1>${strings.post(number)}</h1><a class="results-link" data-results-link hidden></a><a class="family-link" href="#family" data-family-link hidden></a><span class="family-thumbs" data-family-thumbs></span><a class="pager-link" data-previous hidden>${icon(
    'newer',
  )}<span>${strings.previous}</span></a><a class="pager-link" data-next hidden><span>${strings.next}</span>${icon('older')}</a></div>`;
}

/** A picture that is blurred has no address in the page: the script makes it of the number when it is asked to. */
function picture(item: Shown, isBlurred: boolean): Html {
  const { post, preview } = item;
  const exact = (post.width / post.height) * 100;
  const isStrip = exact < lowestRatio || exact > highestRatio;
  const image = attributes({
    src: isBlurred ? undefined : item.root + previewAddress(post.number),
    width: preview.width,
    height: preview.height,
    alt: item.alt === '' ? strings.post(post.number) : item.alt,
    loading: 'lazy',
    fetchpriority: 'high',
    hidden: isBlurred,
  });
  const frame = attributes({
    'data-picture': true,
    'data-fit': 'screen',
    'data-format': post.format,
    'data-rating': post.rating === undefined ? undefined : ratingLetter(post.rating),
    'data-thumbhash': post.thumbhash,
  });
  const link = attributes({
    'data-original': true,
    'data-width': post.width,
    'data-height': post.height,
    'data-animated': post.frames > 1,
  });
  return html`<div class="picture r${ratioOf(post.width, post.height)} c${colourOf(post.thumbhash)}${isStrip && ' is-strip'}${
    isBlurred && ' blurred'
  }"${frame}><a${link}${originalLink(item, isBlurred)}><img${image}></a>${
    isBlurred && post.rating && html`<p class="reveal" data-reveal>${ratingTitles[post.rating]}</p>`
  }</div>`;
}

/** What the script does; its place is kept, so that nothing moves when it comes. */
function pictureBar(isAnimated: boolean): Html {
  return html`<div class="picture-bar" role="group" aria-label="${strings.pictureBar}" data-picture-bar>${[
    pictureButton('fit', strings.fit),
    pictureButton('zoom', strings.zoom),
    pictureButton('fullscreen', strings.fullscreen),
    ...(isAnimated ? [pictureButton('pause', strings.pause)] : []),
    pictureButton('info', strings.info),
  ]}</div>`;
}

/** On a phone the sign alone is seen. */
function pictureButton(name: 'fit' | 'zoom' | 'fullscreen' | 'pause' | 'info', text: string): Html {
  const button = attributes({ class: 'button', type: 'button', [`data-${name}-button`]: true });
  return html`<button${button}>${icon(name)}<span>${text}</span></button>`;
}

function originalLink(item: Shown, isBlurred: boolean): Html {
  return isBlurred ? attributes({ hidden: true }) : attributes({ href: originalHref(item) });
}

function originalHref({ original, root }: Shown): string {
  return /^https?:\/\//.test(original) ? original : root + original;
}

/** The file's own name where any system can keep it and it ends as the format says, else the number. */
function downloadName({ post }: PostPage): string {
  const extension = extensionOf(post.format);
  const name = post.paths[0]?.split('/').at(-1) ?? '';
  const isSafe = /^[^.\p{C}/\\:*?"<>|][^\p{C}/\\:*?"<>|]{0,150}$/u.test(name);
  return isSafe && name.toLowerCase().endsWith(`.${extension}`)
    ? name
    : `${post.number}.${extension}`;
}
