import type { Post } from '../../catalog/post.ts';
import { type Html, html } from '../html.ts';
import { strings } from '../strings.ts';
import { type ListedTag, letteredRows } from './tag-list.ts';

/** More guesses than this are of no use to a reader; the surest come first. */
const mostGuesses = 40;

/** A post's tags, with the model's confidence where it is a model that says them. */
export function tagsWithSureness({ terms, guesses, isGuessed }: Post): readonly ListedTag[] {
  if (!isGuessed || guesses === undefined) return terms;
  const sureness = new Map(guesses.map(([name, , percent]) => [name, percent]));
  return terms.map((tag) => {
    const percent = sureness.get(tag.name);
    return percent === undefined ? tag : { ...tag, sureness: percent };
  });
}

/** What a model guesses besides the post's tags; nothing where no model has looked at it. */
export function guessList({ terms, guesses }: Post, root: string): Html | undefined {
  const known = new Set(terms.map(({ name }) => name));
  const others = (guesses ?? []).filter(([name]) => !known.has(name)).slice(0, mostGuesses);
  if (others.length === 0) return undefined;
  const tags = others.map(([name, category, sureness]) => ({ name, category, sureness }));
  return html`<details class="guesses"><summary>${strings.guesses} (${tags.length})</summary>
<ul class="tag-list">${letteredRows(tags, root)}</ul></details>`;
}
