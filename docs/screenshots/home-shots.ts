import type { Page } from 'playwright-core';
import { phone, type Shot, small, wide } from './shot.ts';

/** Where the site is at home: editing, and the panel. */
export const homeShots: readonly Shot[] = [
  {
    ...wide,
    name: 'editor',
    title: 'The tag editor beside its picture',
    address: 'post/0/21.html#edit',
    open: async (page) => {
      await openEditor(page, 'golden_hour ');
      await page.locator('[data-suggested]').first().waitFor();
      await page.keyboard.type('li');
      await page.locator('[role=option]').first().waitFor();
    },
  },
  {
    ...phone,
    name: 'phone-editor',
    title: 'The tag editor on a phone',
    address: 'post/0/21.html#edit',
    open: (page) => openEditor(page, ''),
  },
  {
    ...wide,
    name: 'editing-many',
    title: 'Changing the tags of five posts',
    address: 'search.html?q=no_humans+-night',
    theme: 'light',
    open: async (page) => {
      for (const at of [1, 5]) {
        await page
          .locator('a.tile')
          .nth(at)
          .click({ modifiers: ['Shift'] });
      }
      await page.getByText('5 selected').waitFor();
      await page.getByRole('button', { name: 'Edit tags' }).click();
      await page.locator('dialog .tag-input:focus').waitFor();
      await page.keyboard.type('wallpaper -highres ');
      await page.getByText('would change').waitFor();
    },
  },
  {
    ...small,
    name: 'deleting',
    title: 'Before a post goes to the trash',
    address: 'post/0/21.html',
    open: async (page) => {
      await page.keyboard.press('Delete');
      await page.locator('dialog[open] img').waitFor();
    },
  },
  {
    ...small,
    name: 'away',
    title: 'The server is away: the edit is kept',
    address: 'post/0/22.html#edit',
    height: 700,
    open: async (page) => {
      await openEditor(page, 'evening ');
      await page.route('**/api/**', (route) => route.abort());
      await page.keyboard.press('Control+Enter');
      await page.getByText('The server is away').waitFor();
    },
  },
  {
    ...small,
    name: 'logged-out',
    title: 'Editing wants a login',
    address: 'post/0/22.html#edit',
    height: 700,
    isStranger: true,
    open: (page) => page.getByText('You are not logged in').waitFor(),
  },
  {
    ...small,
    name: 'login',
    title: 'A wrong secret',
    address: 'login',
    isStranger: true,
    open: async (page) => {
      await page.fill('input[name=secret]', 'not this one');
      await page.keyboard.press('Enter');
      await page.getByText('Not the right secret').waitFor();
    },
  },
  {
    ...wide,
    name: 'damaged',
    title: 'A picture that is damaged',
    address: 'admin/#problems',
    theme: 'light',
    open: async (page) => {
      await page.getByRole('link', { name: 'inbox/download.jpg', exact: true }).click();
      await page.waitForSelector('html[data-ready=ok][data-page=post]', { state: 'attached' });
    },
  },
  { ...wide, name: 'panel', title: 'The panel', address: 'admin/', height: 700 },
  { ...phone, name: 'phone-panel', title: 'The panel on a phone', address: 'admin/' },
  {
    ...small,
    name: 'panel-disk-full',
    title: 'A disk that is full',
    address: 'admin/',
    before: (page) =>
      page.route('**/api/settings', async (route) => {
        const answer = await route.fetch();
        const pausedBy = 'the disk is full, 12 MB are free: scans go on once there is room';
        const free = 12_000_000;
        await route.fulfill({ json: { ...(await answer.json()), free, pausedBy } });
      }),
    open: (page) => page.getByText('the disk is full').waitFor(),
  },
  panelView('jobs', 'Jobs, and what they said', 'light'),
  panelView('problems', 'Problems', 'dark'),
  panelView('trash', 'The trash', 'light'),
  panelView('edits', 'What was edited, each to be taken back', 'light', 700),
  panelView('duplicates', 'Files that are there twice', 'dark'),
  panelView('settings', 'Models and settings', 'light'),
  // The last one: it makes an edit more.
  {
    ...small,
    name: 'conflict',
    title: 'A post that was changed elsewhere in the meantime',
    address: 'post/0/23.html#edit',
    height: 700,
    open: async (page) => {
      await openEditor(page, 'morning ');
      const other = await page.context().newPage();
      await other.goto(page.url());
      await openEditor(other, 'spring ');
      await other.keyboard.press('Control+Enter');
      await other.getByText(/Saved/).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText('changed elsewhere').waitFor();
    },
  },
];

/** A collection without pictures, at home. */
export const emptyShots: readonly Shot[] = [
  { ...small, name: 'no-pictures', title: 'No pictures yet', address: 'index.html' },
];

function panelView(name: string, title: string, theme: Shot['theme'], height?: number): Shot {
  const size = height === undefined ? small : { ...wide, height };
  return { ...size, name: `panel-${name}`, title, address: `admin/#${name}`, theme };
}

async function openEditor(page: Page, text: string): Promise<void> {
  await page.locator('.tag-input:focus').waitFor();
  await page.keyboard.type(text);
}
