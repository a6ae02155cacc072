import { searchAddress } from '../../catalog/addresses.ts';
import { parseRating, ratingLetter } from '../../catalog/rating.ts';
import { tagQuery } from '../../catalog/search/parse-query.ts';
import type { NamedCount, Statistics } from '../../catalog/statistics.ts';
import { categoryTitles, countText, ratingTitles, tagText } from '../../catalog/wording.ts';
import { type Html, html } from '../html.ts';
import type { Head } from '../layouts/base.11ty.ts';
import type { StatsPage } from '../page-data.ts';
import { sourceTitles, strings } from '../strings.ts';
import { type Bar, barTable } from '../view/bar-table.ts';
import { monthChart } from '../view/month-chart.ts';
import { tagGroups } from '../view/tag-list.ts';
import { tagsAddress } from '../view/tag-sections.ts';

const root = './';
const texts = strings.stats;

export const data = {
  layout: 'base.11ty.ts',
  pagination: { data: 'work.stats', size: 1, alias: 'item' },
  permalink: 'stats.html',
  head: (): Head => ({ kind: 'stats', root, title: texts.title }),
};

/** The collection in numbers: bars that are links, with tables behind them. */
export function render({ item }: { readonly item: StatsPage }): string {
  const { numbers, explore } = item;
  return html`<main id="content" class="stats">
<div class="page-bar"><h1>${texts.title}</h1></div>
${cards(numbers)}
<div class="stats-board">
${panel('sources', texts.sources, barTable(numbers.sources.map(sourceBar)))}
${panel('ratings', texts.ratings, barTable(numbers.ratings.map(ratingBar)))}
${panel('formats', texts.formats, barTable(numbers.formats.map(formatBar)))}
${panel('categories', texts.categories, barTable(numbers.categories.filter(({ count }) => count > 0).map(categoryBar)))}
${panel('months', texts.months, monthChart(numbers.months))}
${panel('top', texts.topTags, barTable(numbers.topTags.map(tagBar)))}
</div>
${
  explore.length > 0 &&
  html`<section class="stats-explore" aria-labelledby="explore-title"><h2 id="explore-title">${strings.explore}</h2>
${tagGroups(explore, root)}</section>
`
}</main>`.toString();
}

function cards(numbers: Statistics): Html {
  const share = numbers.posts === 0 ? 0 : Math.round((numbers.withMetadata / numbers.posts) * 100);
  const all: readonly (readonly [string, string, string?])[] = [
    [texts.posts, countText(numbers.posts), searchAddress('')],
    [texts.withMetadata(share), countText(numbers.withMetadata), searchAddress('metadata:found')],
    [texts.withoutMetadata, countText(numbers.withoutMetadata), searchAddress('metadata:missing')],
    [texts.tags, countText(numbers.tags), 'tags.html'],
    [texts.tagsPerPost, numbers.tagsPerPost.toFixed(1)],
    ...(numbers.saucenao > 0
      ? [[texts.saucenao, countText(numbers.saucenao), searchAddress('source:saucenao')] as const]
      : []),
    ...(numbers.ai > 0
      ? [[texts.ai, countText(numbers.ai), searchAddress('source:tagger')] as const]
      : []),
  ];
  return html`<dl class="cards">${all.map(
    ([title, value, address]) =>
      html`<div class="card"><dt>${title}</dt><dd>${
        address === undefined ? value : html`<a href="${root}${address}">${value}</a>`
      }</dd></div>`,
  )}</dl>`;
}

function panel(id: string, title: string, content: Html): Html {
  return html`<section class="panel" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>`;
}

function sourceBar({ name, count }: NamedCount): Bar {
  return { name: sourceTitles.get(name) ?? name, count, address: searchAddress(`source:${name}`) };
}

function ratingBar({ name, count }: NamedCount): Bar {
  const rating = parseRating(name);
  return {
    name: rating === undefined ? texts.unrated : ratingTitles[rating],
    count,
    address: searchAddress(`rating:${rating === undefined ? 'none' : ratingLetter(rating)}`),
  };
}

function formatBar({ name, count }: NamedCount): Bar {
  return { name: name.toUpperCase(), count, address: searchAddress(`filetype:${name}`) };
}

function categoryBar({ name, count }: Statistics['categories'][number]): Bar {
  return { name: categoryTitles[name], count, address: tagsAddress(name), category: name };
}

function tagBar({ name, count, category }: Statistics['topTags'][number]): Bar {
  return { name: tagText(name), count, address: searchAddress(tagQuery(name)), category };
}
