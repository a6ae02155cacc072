/// <reference path="./eleventy-module.d.ts" />
import { chdir, cwd } from 'node:process';
import { fileURLToPath } from 'node:url';
import type Eleventy from '@11ty/eleventy';
import PQueue from 'p-queue';
import type { Work } from '../page-data.ts';
import { type Page, pagesOf } from '../sheet.ts';
import { setWork } from './current-work.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Where nothing has changed it is not even loaded. */
async function load(): Promise<Eleventy> {
  const { default: Program } = await import('@11ty/eleventy');
  return new Program('site/pages', 'dist', {
    configPath: '.eleventy.js',
    quietMode: true,
    runMode: 'build',
  });
}

/** The site's templates, read and compiled by the first batch of pages and kept for the next ones. */
export class Templates {
  readonly #queue = new PQueue({ concurrency: 1 });
  #eleventy: Eleventy | undefined;

  /** Every page that they make of some work, one work after the other. */
  render(work: Work): Promise<readonly Page[]> {
    return this.#queue.add(() => this.#renderNow(work));
  }

  async #renderNow(work: Work): Promise<readonly Page[]> {
    setWork(work);
    // Eleventy finds them below the working folder.
    const before = cwd();
    chdir(project);
    try {
      this.#eleventy ??= await load();
      const rendered = await this.#eleventy.toJSON();
      return rendered.flatMap(({ url, content }) => pagesOf(url, content));
    } finally {
      chdir(before);
    }
  }
}
