import { searchAddress } from '../../catalog/addresses.ts';
import type { Post } from '../../catalog/post.ts';
import { ratingLetter } from '../../catalog/rating.ts';
import { countText, fileSizeText, ratingTitles } from '../../catalog/wording.ts';
import { type Html, html } from '../html.ts';
import { sourceTitles, strings } from '../strings.ts';
import { icon } from './icon.ts';
import { originLink, siteLink } from './origins.ts';

const titles = strings.facts;

/** What is known of a picture besides its tags. */
export function factList(post: Post, root: string): Html {
  return html`<dl class="facts">${[
    fact(titles.size, [html`${post.width} × ${post.height}`]),
    fact(titles.file, [
      html`${post.format.toUpperCase()}, <span title="${countText(post.bytes)} B">${fileSizeText(post.bytes)}</span>`,
    ]),
    fact(titles.frames, post.frames > 1 ? [html`${countText(post.frames)}`] : []),
    fact(titles.rating, ratingOf(post, root)),
    fact(titles.score, post.score === undefined ? [] : [html`${post.score}`]),
    fact(titles.favourites, post.favourites === undefined ? [] : [html`${post.favourites}`]),
    fact(titles.favourite, post.isFavourite ? [favouriteLink(root)] : []),
    fact(titles.added, [day(post.added)]),
    fact(titles.created, post.created === undefined ? [] : [day(post.created)]),
    fact(titles.foundOn, post.ids.map(siteLink)),
    fact(titles.parentOn, post.chosenParent === undefined ? post.parents.map(siteLink) : []),
    fact(
      titles.tagsFrom,
      post.foundBy.map((source) => html`${sourceTitles.get(source) ?? source}`),
    ),
    fact(titles.origins, post.origins.map(originLink)),
    fact(titles.md5, [md5Of(post)]),
    fact(
      titles.paths,
      post.paths.map((path) => html`<code>${path}</code>`),
    ),
  ]}</dl>`;
}

function fact(title: string, values: readonly Html[]): Html | undefined {
  if (values.length === 0) return undefined;
  return html`
<div><dt>${title}</dt>${values.map((value) => html`<dd>${value}</dd>`)}</div>`;
}

/** The script shows the button where it can copy. */
function md5Of({ md5 }: Post): Html {
  return html`<code>${md5}</code><button class="icon-button copy" type="button" title="${titles.copyMd5}" data-copy="${md5}">${icon('copy')}<span class="visually-hidden" aria-live="polite">${titles.copyMd5}</span></button>`;
}

function favouriteLink(root: string): Html {
  return html`<a data-favourite href="${root}${searchAddress('is:fav')}">${titles.yes}</a>`;
}

function ratingOf({ rating }: Post, root: string): readonly Html[] {
  if (rating === undefined) return [];
  const letter = ratingLetter(rating);
  return [
    html`<span class="rating rating-${letter}" aria-hidden="true">${letter.toUpperCase()}</span> <a href="${root}${searchAddress(
      `rating:${letter}`,
    )}">${ratingTitles[rating]}</a>`,
  ];
}

/** The day as the record has it: no locale and no time zone can change the page. */
function day(moment: string): Html {
  const date = /^\d{4}-\d{2}-\d{2}/.exec(moment)?.[0];
  return date === undefined
    ? html`${moment}`
    : html`<time datetime="${moment}" title="${moment}">${date}</time>`;
}
