import { phone, type Shot, wide } from './shot.ts';

/** The pages of the demo's site, as they are on any host. */
export const pageShots: readonly Shot[] = [
  { ...wide, name: 'gallery', title: 'The gallery', address: 'index.html' },
  {
    ...wide,
    name: 'gallery-light',
    title: 'The gallery in the light theme, in large rows',
    address: 'index.html',
    theme: 'light',
    settings: { row: 'l' },
  },
  {
    ...wide,
    name: 'search',
    title: 'Search results, with their tags',
    address: 'search.html?q=no_humans+-night',
  },
  {
    ...wide,
    name: 'similar',
    title: 'Posts like one, the most alike first',
    address: 'search.html?q=similar:21',
    theme: 'light',
  },
  { ...wide, name: 'post', title: 'A post', address: 'post/0/21.html#q=no_humans' },
  {
    ...wide,
    name: 'post-family',
    title: 'A post with children, in the light theme',
    address: 'post/0/18.html',
    theme: 'light',
  },
  {
    ...wide,
    name: 'post-guessed',
    title: 'A post whose tags a model has guessed',
    address: 'post/0/25.html',
  },
  { ...wide, name: 'post-untagged', title: 'A post without a tag', address: 'post/0/24.html' },
  {
    ...wide,
    name: 'viewer',
    title: 'A picture over the page, to be zoomed and moved',
    address: 'index.html',
    open: async (page) => {
      await page.locator('a.tile').nth(1).focus();
      await page.keyboard.press('Space');
      await page
        .locator('.pswp--ui-visible .pswp__img:not(.pswp__img--placeholder)')
        .first()
        .waitFor();
    },
  },
  {
    ...wide,
    name: 'slideshow',
    title: 'The slideshow',
    address: 'search.html?q=sky',
    open: (page) => page.locator('[data-slideshow-button]').click(),
  },
  { ...wide, name: 'tags', title: 'All tags', address: 'tags.html', theme: 'light' },
  {
    ...wide,
    name: 'tags-of-a-kind',
    title: 'The tags of a category, by count',
    address: 'tags-general.html',
  },
  { ...wide, name: 'stats', title: 'Statistics', address: 'stats.html' },
  { ...wide, name: 'help', title: 'Help: the search language and the keys', address: 'help.html' },
  {
    ...wide,
    name: 'settings',
    title: 'A visitor’s settings',
    address: 'index.html',
    open: (page) => page.keyboard.press('?'),
  },
  {
    ...wide,
    name: 'not-found',
    title: 'An address that is not there',
    address: '404.html',
    theme: 'light',
  },
];

/** The same on a phone. */
export const phoneShots: readonly Shot[] = [
  { ...phone, name: 'phone-gallery', title: 'The gallery', address: 'index.html' },
  {
    ...phone,
    name: 'phone-search',
    title: 'Search results',
    address: 'search.html?q=no_humans+-night',
  },
  {
    ...phone,
    name: 'phone-suggestions',
    title: 'Completion',
    address: 'index.html',
    theme: 'dark',
    open: async (page) => {
      await page.locator('input[data-search]').pressSequentially('no_humans la');
      await page.locator('[role=option]').first().waitFor();
    },
  },
  {
    ...phone,
    name: 'phone-tags-of-results',
    title: 'The tags of results',
    address: 'search.html?q=no_humans+-night',
    open: async (page) => {
      await page.locator('[data-tags-button]').click();
      await page.locator('dialog .tag-list').first().waitFor();
    },
  },
  { ...phone, name: 'phone-post', title: 'A post', address: 'post/0/21.html#q=no_humans' },
  { ...phone, name: 'phone-tall', title: 'A post that is a long strip', address: 'post/0/9.html' },
  { ...phone, name: 'phone-tags', title: 'All tags', address: 'tags.html' },
  { ...phone, name: 'phone-stats', title: 'Statistics', address: 'stats.html', theme: 'dark' },
  { ...phone, name: 'phone-help', title: 'Help', address: 'help.html', theme: 'dark' },
  {
    ...phone,
    name: 'phone-settings',
    title: 'Settings',
    address: 'index.html',
    open: async (page) => {
      await page.locator('[data-settings-button]').click();
      await page.locator('dialog.settings[open]').waitFor();
    },
  },
];
