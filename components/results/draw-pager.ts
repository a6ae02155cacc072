import { searchAddress } from '../../catalog/addresses.ts';
import { element } from '../element.ts';
import { strings } from '../strings.ts';
import { pageNumbers } from './page-numbers.ts';

/** Fills a pager with links to the other pages of the results; hides it where there is only one. */
export function drawPager(
  pager: HTMLElement,
  place: { readonly query: string; readonly page: number; readonly last: number },
): void {
  const { query, page, last } = place;
  const link = (target: number, text: string, rel?: string): HTMLElement => {
    const address = searchAddress(query) + (target === 1 ? '' : `&p=${target}`);
    const anchor = element('a', 'pager-link', text);
    anchor.href = address;
    if (rel !== undefined) anchor.rel = rel;
    else anchor.setAttribute('aria-label', strings.page(target));
    return anchor;
  };
  const numbers = pageNumbers(page, last).map((target) => {
    if (target === undefined) return element('span', 'pager-gap', '…');
    if (target !== page) return link(target, String(target));
    const here = element('span', 'pager-here', String(target));
    here.setAttribute('aria-current', 'page');
    return here;
  });
  pager.replaceChildren(
    ...(page > 1 ? [link(page - 1, strings.previous, 'prev')] : []),
    ...numbers,
    ...(page < last ? [link(page + 1, strings.next, 'next')] : []),
  );
  pager.hidden = last <= 1;
}

/** Lets one go to any page of many by its number. */
export function offerJump(form: HTMLFormElement, query: string, last: number): void {
  const [words, field] = form.querySelectorAll('input');
  if (!words || !field) return;
  words.value = query;
  field.max = String(last);
  form.hidden = last < 5;
}
