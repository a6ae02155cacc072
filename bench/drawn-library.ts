import { openLibrary } from '../pipeline/library/library.ts';
import { PostTable } from '../pipeline/library/post-table.ts';
import { postWith } from '../tests/fixtures/post.ts';
import { DrawnTags } from './drawn-tags.ts';

/** Makes a library of posts with drawn tags in a state folder. `bare`: the share of posts with general tags only. */
export function drawLibrary(state: string, count: number, bare: number): void {
  const drawn = new DrawnTags(bare);
  using library = openLibrary(state);
  for (let first = 1; first <= count; first += 20_000) {
    const table = new PostTable(library);
    library.transaction(() => {
      for (let number = first; number < first + 20_000 && number <= count; number++) {
        const tags = drawn.of(number).map(({ name, category }) => [name, category] as const);
        table.put(postWith(number, tags));
      }
      table.flush();
    });
  }
}
