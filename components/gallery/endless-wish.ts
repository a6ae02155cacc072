/** What a gallery without end is told. */
export interface EndlessWish {
  readonly root: string;
  /** Posts a chunk, which is a page. */
  readonly size: number;
  /** The page at the top of the window is another one now; from 1. */
  readonly onPage: (page: number) => void;
  readonly onFailure: (error: unknown) => void;
  /** The highest page, in pixels; as high as browsers bear if not said. */
  readonly mostHeight?: number;
}
