import { ratingLetter, ratings } from '../../catalog/rating.ts';
import { ratingTitles } from '../../catalog/wording.ts';
import { element } from '../element.ts';
import { wishOf } from '../filter/rating-wish.ts';
import { siteBlur } from '../filter/site-blur.ts';
import { visitorFilter } from '../filter/visitor-filter.ts';
import { headedDialog } from '../headed-dialog.ts';
import type { PageContext } from '../page-context.ts';
import { strings } from '../strings.ts';
import { keySection } from './key-section.ts';
import type { ShowSettings } from './open-settings.ts';
import { readSettings, readSettingsFile, type SettingsKeeper } from './settings-keeper.ts';
import { canStore } from './storage.ts';
import { formatVisitorSettings, ratingWishes } from './visitor-settings.ts';

const texts = strings.settings;

/** The visitor's settings: what is kept at once, what is seen after the page is loaded anew. */
const show: ShowSettings = ({ settings }: PageContext) => {
  const dialog = headedDialog('settings', 'settings-title', texts.title);
  const isKept = canStore();
  const before = formatVisitorSettings(settings.current);
  dialog.append(
    ...(isKept ? [] : [element('p', 'notice', texts.notKept)]),
    ratingSection(settings),
    blacklistSection(settings),
    keySection(settings),
    fileSection(settings),
  );
  dialog.addEventListener('close', () => {
    dialog.remove();
    // What is filtered has to be found anew.
    if (isKept && isFilterChanged(before, settings)) location.reload();
  });
  document.body.append(dialog);
  dialog.showModal();
};

function isFilterChanged(before: string, { current }: SettingsKeeper): boolean {
  const { ratings: wishes, blacklist } = readSettings(before);
  const filterOf = (own: typeof wishes, list: string): string => JSON.stringify([[...own], list]);
  return filterOf(wishes, blacklist) !== filterOf(current.ratings, current.blacklist);
}

function section(title: string, about: string, ...content: readonly HTMLElement[]): HTMLElement {
  const own = element('section', 'settings-section');
  own.append(element('h3', '', title), element('p', 'muted', about), ...content);
  return own;
}

function ratingSection(settings: SettingsKeeper): HTMLElement {
  const rows = ratings.map((rating) => {
    const row = element('label', 'settings-row', ratingTitles[rating]);
    const select = element('select', 'select');
    select.dataset['ratingWish'] = ratingLetter(rating);
    for (const wish of ratingWishes) select.add(new Option(texts.wishes[wish], wish));
    select.value = wishOf(rating, settings.current, siteBlur());
    select.addEventListener('change', () => {
      const wish = ratingWishes.find((known) => known === select.value);
      if (wish === undefined) return;
      settings.change({ ratings: new Map([...settings.current.ratings, [rating, wish]]) });
    });
    row.append(select);
    return row;
  });
  return section(texts.ratings, texts.aboutRatings, ...rows);
}

function blacklistSection(settings: SettingsKeeper): HTMLElement {
  const field = element('textarea', 'settings-text');
  field.rows = 4;
  field.spellcheck = false;
  field.value = settings.current.blacklist;
  field.setAttribute('aria-label', texts.blacklist);
  field.placeholder = texts.blacklistHint;
  const faults = element('p', 'settings-fault');
  faults.setAttribute('role', 'status');
  field.addEventListener('change', () => {
    settings.change({ blacklist: field.value });
    const unread = visitorFilter(settings.current, []).faults;
    faults.textContent = unread.length === 0 ? '' : texts.unreadable(unread.join('; '));
  });
  return section(texts.blacklist, texts.aboutBlacklist, field, faults);
}

/** The settings as a file, to be kept and to be read on another device. */
function fileSection(settings: SettingsKeeper): HTMLElement {
  const save = element('a', 'button', texts.save);
  save.download = 'homebooru-settings.json';
  save.addEventListener('click', () => {
    const text = formatVisitorSettings(settings.current);
    save.href = `data:application/json,${encodeURIComponent(text)}`;
  });
  save.href = '#';
  const load = element('input', 'settings-file');
  load.type = 'file';
  load.accept = '.json,application/json';
  load.setAttribute('aria-label', texts.load);
  const fault = element('p', 'settings-fault');
  fault.setAttribute('role', 'status');
  load.addEventListener('change', () => {
    const [file] = load.files ?? [];
    const refuse = (): void => {
      fault.textContent = texts.unreadableFile;
    };
    file?.text().then((text) => {
      const read = readSettingsFile(text);
      if (!read) return refuse();
      settings.change(read);
      location.reload();
    }, refuse);
  });
  const row = element('div', 'settings-row');
  row.append(save, load);
  return section(texts.file, texts.aboutFile, row, fault);
}

globalThis.homebooruSettings = show;
