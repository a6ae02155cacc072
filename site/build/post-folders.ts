import { numbersPerFolder } from '../../catalog/addresses.ts';
import type { ChangesSince } from '../../pipeline/library/changes-since.ts';
import { BatchWriter } from './batch-writer.ts';
import type { Build } from './build.ts';
import { postsPart } from './plan-posts.ts';
import type { PostsOrder, PostsOutcome } from './render-messages.ts';
import type { RenderPool } from './render-pool.ts';

/** As many posts are looked at here: a process of its own would take longer to start. */
const fewPosts = 100;

/** The folders of posts, a thousand numbers each: what has to be made of them, and what has come of it. */
export class PostFolders {
  readonly #build: Build;
  readonly #pool: RenderPool;
  readonly #changes: ChangesSince;
  readonly #outcomes: Promise<void>[] = [];
  readonly #problems = new Map<number, PostsOutcome['failed']>();
  #done = 0;

  constructor(build: Build, pool: RenderPool, changes: ChangesSince) {
    this.#build = build;
    this.#pool = pool;
    this.#changes = changes;
  }

  /** Has everything begun that has to be made. */
  begin(): void {
    const { parts, folder, library, workshop, renderSetup } = this.#build;
    const thousands = parts.withDamaged('posts', this.#changes.thousands);
    const orders = thousands.map((thousand) => this.#order(thousand));
    if (orders.length === 0) return;
    const total = orders.reduce((sum, order) => sum + this.#countPosts(order), 0);
    folder.begin();
    const write =
      total > fewPosts
        ? (order: PostsOrder) => this.#pool.writePosts(order)
        : oneByOne(
            new BatchWriter(renderSetup, { library, folder, templates: workshop.templates }),
          );
    for (const order of orders) {
      const outcome = write(order).then((made) => this.#take(order, made, total));
      // `finish` tells of it, and may be asked much later.
      outcome.catch(() => undefined);
      this.#outcomes.push(outcome);
    }
  }

  /** Waits for all of it. Throws what kept any of it from being made. */
  async finish(): Promise<void> {
    await Promise.all(this.#outcomes);
    const { problems } = this.#build;
    const inOrder = [...this.#problems].toSorted(([a], [b]) => a - b);
    for (const { address, reason } of inOrder.flatMap(([, failed]) => failed)) {
      problems.push({ path: address, reason });
    }
  }

  #order(thousand: number): PostsOrder {
    const { parts } = this.#build;
    const missing = parts.missingIn(postsPart(thousand));
    return { thousand, missing, isDamaged: parts.isDamaged(postsPart(thousand)) };
  }

  /** How many posts are looked at, or more. */
  #countPosts({ thousand, isDamaged }: PostsOrder): number {
    const first = thousand * numbersPerFolder;
    const last = first + numbersPerFolder - 1;
    return isDamaged ? numbersPerFolder : this.#changes.numbers(first, last).length;
  }

  #take({ thousand }: PostsOrder, outcome: PostsOutcome, total: number): void {
    const { parts, folder, counts, progress } = this.#build;
    const { files, failed, touched, pagesWritten, picturesPlaced } = outcome;
    const addresses = new Set(failed.map(({ address }) => address));
    parts.take(postsPart(thousand), new Map(files), addresses);
    folder.noteTouched(touched);
    counts.pages.written += pagesWritten;
    counts.media.written += picturesPlaced;
    if (failed.length > 0) this.#problems.set(thousand, failed);
    this.#done += numbersPerFolder;
    progress('pages', Math.min(this.#done, total), total);
  }
}

/** Once one could not be made, the next ones are not tried. */
function oneByOne(writer: BatchWriter): (posts: PostsOrder) => Promise<PostsOutcome> {
  let last: Promise<unknown> = Promise.resolve();
  return (posts) => {
    const outcome = last.then(() => writer.writePosts(posts));
    last = outcome;
    return outcome;
  };
}
