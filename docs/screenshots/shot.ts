import type { Page } from 'playwright-core';

/** A picture of a page, or of a state of one. */
export interface Shot {
  readonly name: string;
  /** What is to be seen on it. */
  readonly title: string;
  readonly address: string;
  readonly theme: 'dark' | 'light';
  readonly width: number;
  readonly height: number;
  /** The visitor's settings, as the browser keeps them. */
  readonly settings?: object;
  /** Forced colours, paper, or a browser without scripts. */
  readonly as?: 'forced colours' | 'paper' | 'without script';
  /** Not logged in where the site is at home. */
  readonly isStranger?: true;
  /** What is done before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** What is done before the picture is taken. */
  readonly open?: (page: Page) => Promise<unknown>;
}

/** On a desk, on a phone, and of a state that is small. */
export const wide = { theme: 'dark', width: 1440, height: 900 } as const;
export const phone = { theme: 'light', width: 390, height: 844 } as const;
export const small = { theme: 'dark', width: 1024, height: 560 } as const;
