import { postAddress } from '../catalog/addresses.ts';
import configure, { config as siteConfig } from '../site/eleventy.config.ts';
import type { EleventyConfig } from '../site/eleventy-types.ts';
import type { PostPage, Work } from '../site/page-data.ts';
import { postPage } from '../site/pages/post.11ty.ts';

/** What the site's own work has, and posts that are a page each for Eleventy too. */
export interface BareWork extends Work {
  readonly alone: readonly PostPage[];
}

interface Data {
  readonly item: PostPage;
  readonly work: BareWork;
}

export default function configureBare(eleventy: EleventyConfig): void {
  configure(eleventy);
  eleventy.addTemplate('post-alone.11ty.ts', {
    data: {
      pagination: { data: 'work.alone', size: 1, alias: 'item' },
      permalink: ({ item }: Data): string => postAddress(item.post.number),
    },
    render: ({ item, work }: Data): string => postPage(item, work.frame),
  });
}

/** The site's configuration with the output folder that the command line names: Eleventy takes none beside it. */
export const config = { ...siteConfig, dir: { ...siteConfig.dir, output: process.argv[3] } };
