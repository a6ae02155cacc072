import { html, nothing, type TemplateResult } from 'lit';
import { ratingLetter, ratings } from '../../catalog/rating.ts';
import { type TagCategory, tagCategories } from '../../catalog/tag.ts';
import { categoryLetters, categoryTitles, ratingTitles, tagText } from '../../catalog/wording.ts';
import { type Draft, type DraftChange, type DraftTag, isNoChange } from '../editing/draft.ts';
import { words } from '../editing/editing-words.ts';

/** Tags that are offered under a title; a model's with how sure it is. */
export interface SuggestedGroup {
  readonly title: string;
  readonly tags: readonly (DraftTag & { readonly percent?: number })[];
}

/** The tags as chips, a row for each category. */
export function chipRows(
  draft: Draft,
  saved: Draft,
  unknown: ReadonlySet<string>,
  remove: (name: string) => void,
): TemplateResult {
  const rows = tagCategories.flatMap((category) => {
    const names = [...draft.tags]
      .filter(([, own]) => (own ?? 'general') === category)
      .map(([name]) => name);
    return names.length === 0 ? [] : [{ category, names }];
  });
  let place = 0;
  const chip = (name: string, category: TagCategory): TemplateResult => {
    const isNew = !saved.tags.has(name);
    const mark = unknown.has(name)
      ? html`<span class="chip-mark" title=${words.newTag}>?<span class="visually-hidden"> ${words.newTag}</span></span>`
      : nothing;
    return html`<li class="chip" data-tag=${name} data-category=${category} ?data-new=${isNew}><span
      class="chip-name">${tagText(name)}</span>${mark}<button class="chip-remove" type="button"
      tabindex=${place++ === 0 ? 0 : -1} aria-label=${words.remove(name)} @click=${() => remove(name)}>×</button></li>`;
  };
  return html`<div class="chips" role="group" aria-label=${words.tags} data-roving>${
    rows.length === 0 ? html`<p class="muted">${words.noTags}</p>` : nothing
  }${rows.map(
    ({
      category,
      names,
    }) => html`<div class="chip-row"><span class="letter" data-category=${category}
      title=${categoryTitles[category]} aria-hidden="true">${categoryLetters[category]}</span><ul
      aria-label=${categoryTitles[category]}>${names.map((name) => chip(name, category))}</ul></div>`,
  )}</div>`;
}

/** What may be meant too: each a button that adds the tag, and takes it away again. */
export function suggestionsView(
  groups: readonly SuggestedGroup[],
  draft: Draft,
  toggle: (tag: DraftTag) => void,
): TemplateResult {
  const shown = groups.filter(({ tags }) => tags.length > 0);
  const button = (
    { name, category, percent }: SuggestedGroup['tags'][number],
    place: number,
  ): TemplateResult => html`<li><button class="offer" type="button" data-category=${category ?? 'general'}
    data-suggested=${name} tabindex=${place === 0 ? 0 : -1} aria-pressed=${draft.tags.has(name) ? 'true' : 'false'}
    @click=${() => toggle({ name, category })}><span class="offer-name">${tagText(name)}</span>${
      percent === undefined ? nothing : html` <span class="offer-percent">${percent}%</span>`
    }</button></li>`;
  return html`<div class="offers">${shown.map(
    ({ title, tags }) => html`<section class="offer-group"><h3>${title}</h3><ul data-roving
      aria-label=${title}>${tags.map(button)}</ul></section>`,
  )}</div>`;
}

/** Rating, parent and favourite. `change`: with what the user has chosen. */
export function fieldsView(draft: Draft, change: (part: Partial<Draft>) => void): TemplateResult {
  const radio = (value: Draft['rating']): TemplateResult => {
    const name = value === undefined ? words.noRating : ratingTitles[value];
    return html`<label class="choice" title=${name}><input type="radio" name="rating" value=${value ?? ''}
      .checked=${draft.rating === value} @change=${() => change({ rating: value })}><span class=${
        value === undefined ? 'choice-none' : `rating-${ratingLetter(value)}`
      }><span aria-hidden="true">${value === undefined ? '–' : ratingLetter(value).toUpperCase()}</span><span
      class="visually-hidden">${name}</span></span></label>`;
  };
  const onParent = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    const isNumber = /^[1-9]\d*$/.test(target.value.trim());
    const isWrong = target.value.trim() !== '' && !isNumber;
    target.setCustomValidity(isWrong ? words.wrongParent : '');
    if (isWrong) target.reportValidity();
    else change({ parent: isNumber ? Number(target.value) : undefined });
  };
  return html`<div class="editor-fields">
    <fieldset class="choices"><legend>${words.rating}</legend><div class="choice-row">${[...ratings, undefined].map(radio)}</div></fieldset>
    <label class="editor-field">${words.parent}<input class="editor-input" type="text" inputmode="numeric" name="parent"
      autocomplete="off" placeholder=${words.parentHint} .value=${draft.parent === undefined ? '' : String(draft.parent)}
      @change=${onParent}></label>
    <label class="editor-check"><input type="checkbox" name="favourite" .checked=${draft.isFavourite}
      @change=${() => change({ isFavourite: !draft.isFavourite })}>${words.favourite}</label>
  </div>`;
}

/** The way out, and what would be saved. */
export function footerView(
  change: DraftChange,
  isSaving: boolean,
  cancel: () => void,
): TemplateResult {
  return html`<div class="editor-foot"><button class="button button-main" type="submit" ?disabled=${isSaving}
      title="Ctrl+Enter">${isSaving ? words.saving : words.save} <kbd>Ctrl ↵</kbd></button>
    <button class="button" type="button" title="Esc" @click=${cancel}>${words.cancel} <kbd>Esc</kbd></button>
    <span class="editor-summary">${isNoChange(change) ? '' : words.summary(change)}</span></div>`;
}
