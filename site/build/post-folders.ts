import type { Build } from './build.ts';
import { FilePlacer } from './media.ts';
import { placingProblem } from './placing-errors.ts';
import { type PlannedFile, planMedia } from './plan-media.ts';
import type { PlannedPage } from './plan-pages.ts';
import { planPostPage, readThousand } from './plan-posts.ts';
import type { OpenPart } from './site-parts.ts';

/** The folders of a thousand posts each: places their pictures, and says which of their pages have to be rendered. */
export class PostFolders {
  readonly #build: Build;
  readonly #placer = new FilePlacer();

  constructor(build: Build) {
    this.#build = build;
  }

  /** `close`: to be called when the pages are written. */
  put(thousand: number): { readonly pages: readonly PlannedPage[]; readonly close: () => void } {
    const { library, request, style, parts } = this.#build;
    const part = parts.open(`posts ${thousand}`);
    const rows = readThousand(library, thousand);
    const media = rows.flatMap((row) => planMedia(library, request, row));
    for (const file of media.filter(({ address, hash }) => part.want(address, hash))) {
      this.#place(file, part);
    }
    const pages = rows
      .map((row) => ({ ...planPostPage(row, style.hash), post: row.number }))
      .filter(({ address, hash }) => part.want(address, hash));
    return { pages, close: () => part.close() };
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
