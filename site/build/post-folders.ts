import { numbersPerFolder } from '../../catalog/addresses.ts';
import type { ChangesSince } from '../../pipeline/library/changes-since.ts';
import type { Build } from './build.ts';
import { FilePlacer } from './media.ts';
import { placingProblem } from './placing-errors.ts';
import { type PlannedFile, planMedia } from './plan-media.ts';
import type { PlannedPage } from './plan-pages.ts';
import { planPostPage, readRows, readThousand } from './plan-posts.ts';
import type { OpenPart } from './site-parts.ts';

/** The folders of a thousand posts each: places their pictures, and says which of their pages have to be rendered. */
export class PostFolders {
  readonly #build: Build;
  readonly #placer = new FilePlacer();
  readonly #since: number;
  readonly #changes: ChangesSince;

  /** `changes`: since which revision posts have to be looked at, and what has happened. */
  constructor(build: Build, since: number, changes: ChangesSince) {
    this.#build = build;
    this.#since = since;
    this.#changes = changes;
  }

  /** `close`: to be called when the pages are written. */
  put(thousand: number): { readonly pages: readonly PlannedPage[]; readonly close: () => void } {
    const { library, request, style, parts } = this.#build;
    const name = `posts ${thousand}`;
    const part = parts.open(name);
    const changed = this.#changedNumbers(thousand, part, name);
    if (changed) keepOthers(part, changed);
    const rows = changed
      ? [...changed].flatMap((number) => readRows(library, number, number))
      : readThousand(library, thousand);
    const media = rows.flatMap((row) => planMedia(library, request, row));
    for (const file of media.filter(({ address, hash }) => part.want(address, hash))) {
      this.#place(file, part);
    }
    const pages = rows
      .filter(({ number }) => style.pagesFrom > 0 && number >= style.pagesFrom)
      .map((row) => ({ ...planPostPage(row, style.hash), post: row.number }))
      .filter(({ address, hash }) => part.want(address, hash));
    return { pages, close: () => part.close() };
  }

  /** The few numbers that alone need be looked at; `undefined`: all. */
  #changedNumbers(thousand: number, part: OpenPart, name: string): ReadonlySet<number> | undefined {
    const { parts } = this.#build;
    const isKnown = part.resultBefore !== undefined && !parts.damaged('posts').includes(name);
    if (this.#since === 0 || !isKnown) return undefined;
    const first = thousand * numbersPerFolder;
    const numbers = this.#changes.numbers(first, first + numbersPerFolder - 1);
    return numbers.length > fewNumbers ? undefined : new Set(numbers);
  }

  #place(file: PlannedFile, part: OpenPart): void {
    const { request, folder, problems, counts } = this.#build;
    const { address, source, mode } = file;
    try {
      this.#placer.place(source, folder.prepare(address), mode);
      counts.media.written += 1;
    } catch (error) {
      const reason = placingProblem(error, file, request.settings.paths.settingsFile);
      problems.push({ path: address, reason });
      part.fail(address);
    }
  }
}

/** More of a thousand are not worth to be told from the others. */
const fewNumbers = 200;

function keepOthers(part: OpenPart, changed: ReadonlySet<number>): void {
  for (const address of part.addressesBefore) {
    const [, number] = /(\d+)\.\w+$/.exec(address) ?? [];
    if (!changed.has(Number(number))) part.keep(address);
  }
}
