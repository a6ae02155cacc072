/** What the bench asks of an empty page that has the engine and nothing else. */
export interface PageProgram {
  /** The first tiles, as search.html finds them, then the total. */
  readonly answer: (text: string, tiles: number) => Promise<PageAnswer>;
  /** Again, so many times, with everything at hand. */
  readonly repeat: (text: string, tiles: number, rounds: number) => Promise<void>;
  /** Again, as one who has loaded nothing: for whoever watches the page's thread. */
  readonly answerAnew: (text: string, tiles: number) => Promise<void>;
  /** Milliseconds from a key until the rows are known. */
  readonly complete: (typed: string) => Promise<number>;
}

export interface PageAnswer {
  readonly total: number;
  readonly first: readonly number[];
  /** When the tiles stood, in milliseconds of the page's clock. */
  readonly tilesAt: number;
}

declare global {
  var homebooruBench: PageProgram | undefined;
}
