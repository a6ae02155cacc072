import { searchAddress } from '../../catalog/addresses.ts';
import { element } from '../element.ts';
import { strings } from '../strings.ts';
import { pageNumbers } from './page-numbers.ts';

/** Fills a pager with links to as many other pages of the results as it has room for; hides it where there is only one. */
export function drawPager(
  pager: HTMLElement,
  place: { readonly query: string; readonly page: number; readonly last: number },
): void {
  const { query, page, last } = place;
  const lead = (link: HTMLAnchorElement, target: number): HTMLAnchorElement => {
    link.href = searchAddress(query) + (target === 1 ? '' : `&p=${target}`);
    return link;
  };
  const numbers = pageNumbers(page, last, Number(pager.dataset['pager'])).map((target) => {
    if (target === undefined) return element('span', 'pager-gap', '…');
    if (target !== page) {
      const link = lead(element('a', 'pager-link', String(target)), target);
      link.setAttribute('aria-label', strings.page(target));
      return link;
    }
    const here = element('span', 'pager-here', String(target));
    here.setAttribute('aria-current', 'page');
    return here;
  });
  pager.querySelector('[data-numbers]')?.replaceChildren(...numbers);
  pager.style.setProperty('--digits', String(String(last).length));
  for (const [rel, target] of [
    ['prev', page - 1],
    ['next', page + 1],
  ] as const) {
    const link = pager.querySelector<HTMLAnchorElement>(`a[rel=${rel}]`);
    if (link) lead(link, Math.min(Math.max(target, 1), last));
    link?.classList.toggle('is-waiting', target < 1 || target > last);
  }
  pager.hidden = last <= 1;
  pager.classList.remove('is-waiting');
}

/** Lets one go to any page of many by its number. */
export function offerJump(form: HTMLFormElement, query: string, last: number): void {
  const [words, field] = form.querySelectorAll('input');
  if (!words || !field) return;
  words.value = query;
  field.max = String(last);
  form.hidden = last < 5;
}
