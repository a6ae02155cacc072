/** The part of Eleventy's programmatic interface that this site uses; the package ships no types. */
declare module '@11ty/eleventy' {
  export interface RenderedPage {
    /** `/` for index.html, else the permalink with a slash before it; `false` where nothing is written. */
    readonly url: string;
    readonly content: string;
  }

  export default class Eleventy {
    constructor(
      input: string,
      output: string,
      options: {
        readonly configPath: string;
        readonly quietMode: boolean;
        readonly runMode: 'build';
      },
    );
    /** Renders everything and writes nothing. */
    toJSON(): Promise<readonly RenderedPage[]>;
    /** Renders everything and writes it. */
    write(): Promise<unknown>;
  }
}
