import { dirname } from 'node:path';
import { numbersPerFolder } from '../../catalog/addresses.ts';
import { ChangesSince } from '../../pipeline/library/changes-since.ts';
import type { Tools } from './batch-writer.ts';
import { blurPicture } from './blur-picture.ts';
import { FilePlacer } from './media.ts';
import { OpenPart } from './open-part.ts';
import type { PageRenderer } from './page-renderer.ts';
import { placingProblem } from './placing-errors.ts';
import { planBlurs } from './plan-blurs.ts';
import { locate, type PlannedFile, planMedia } from './plan-media.ts';
import { type PostRow, planPostPage, postsPart, readRows, readThousand } from './plan-posts.ts';
import type { PostsOrder, PostsOutcome, RenderSetup } from './render-messages.ts';
import { SiteMemory } from './site-memory.ts';

/** More of a thousand are not worth to be told from the others. */
const fewNumbers = 200;

/** Plans and writes the folders of a thousand numbers: their pictures, then their pages. */
export class PostFolderWriter {
  readonly #setup: RenderSetup;
  readonly #tools: Tools;
  readonly #pages: PageRenderer;
  readonly #placer = new FilePlacer();
  readonly #memory: SiteMemory;
  readonly #changes: ChangesSince;

  constructor(setup: RenderSetup, tools: Tools, pages: PageRenderer) {
    this.#setup = setup;
    this.#tools = tools;
    this.#pages = pages;
    this.#memory = new SiteMemory(tools.library, tools.folder.path);
    this.#changes = new ChangesSince(tools.library, setup.since);
  }

  /** Throws what would befall other folders too. */
  async write({ thousand, isDamaged, missing }: PostsOrder): Promise<PostsOutcome> {
    const { library, folder } = this.#tools;
    const known = this.#memory.part(postsPart(thousand));
    const part = new OpenPart(known, new Set(missing), folder);
    const changed = isDamaged ? undefined : this.#changedNumbers(thousand, part);
    if (changed) keepOthers(part, changed);
    const rows = changed
      ? [...changed].flatMap((number) => readRows(library, number, number))
      : readThousand(library, thousand);
    const pictures = this.#pictures(rows).filter(({ address, hash }) => part.want(address, hash));
    const { hash: styleHash, pagesFrom, frame } = this.#setup.style;
    const blurs = planBlurs(library, rows, frame.blur).filter(({ address, hash }) =>
      part.want(address, hash),
    );
    const pages = rows
      .filter(({ number }) => pagesFrom > 0 && number >= pagesFrom)
      .map((row) => ({ ...planPostPage(row, styleHash), number: row.number }))
      .filter(({ address, hash }) => part.want(address, hash));
    folder.begin();
    const failed = this.#place(pictures);
    for (const { address, thumbhash } of blurs) folder.write(address, blurPicture(thumbhash));
    return {
      files: [...part.files],
      pagesWritten: await this.#render(pages.map(({ number }) => number)),
      picturesPlaced: pictures.length - failed.length + blurs.length,
      failed,
      touched: [
        ...new Set([...pictures, ...blurs, ...pages].map(({ address }) => dirname(address))),
      ],
    };
  }

  /** The few numbers that alone need be looked at; `undefined`: all. */
  #changedNumbers(thousand: number, part: OpenPart): ReadonlySet<number> | undefined {
    if (this.#setup.since === 0 || part.resultBefore === undefined) return undefined;
    const first = thousand * numbersPerFolder;
    const numbers = this.#changes.numbers(first, first + numbersPerFolder - 1);
    return numbers.length > fewNumbers ? undefined : new Set(numbers);
  }

  #pictures(rows: readonly PostRow[]): readonly PlannedFile[] {
    const { request } = this.#setup;
    const [first, last] = [rows.at(0)?.number ?? 0, rows.at(-1)?.number ?? 0];
    const sources = locate(this.#tools.library, request, first, last);
    return rows.flatMap((row) => planMedia(request, row, sources.get(row.number) ?? ''));
  }

  #place(pictures: readonly PlannedFile[]): PostsOutcome['failed'] {
    const { settingsFile } = this.#setup.request.settings.paths;
    const failed: { address: string; reason: string }[] = [];
    for (const file of pictures) {
      const { address, source, mode } = file;
      try {
        this.#placer.place(source, this.#tools.folder.prepare(address), mode);
      } catch (error) {
        failed.push({ address, reason: placingProblem(error, file, settingsFile) });
      }
    }
    return failed;
  }

  /** How many pages were not the same already. */
  async #render(numbers: readonly number[]): Promise<number> {
    const { pagesPerRun } = this.#setup;
    let written = 0;
    for (let from = 0; from < numbers.length; from += pagesPerRun) {
      const posts = numbers.slice(from, from + pagesPerRun);
      const rendered = await this.#pages.render({ posts, galleries: [], work: noWork });
      if (rendered.addresses.length !== posts.length) {
        throw new Error(`no template wrote all pages of ${posts[0]} to ${posts.at(-1)}`);
      }
      written += rendered.written;
    }
    return written;
  }
}

const noWork = { home: [], tagPages: [], stats: [], feeds: [], sitemaps: [], fixedPages: [] };

function keepOthers(part: OpenPart, changed: ReadonlySet<number>): void {
  for (const address of part.filesBefore.keys()) {
    const [, number] = /(\d+)\.\w+$/.exec(address) ?? [];
    if (!changed.has(Number(number))) part.keep(address);
  }
}
