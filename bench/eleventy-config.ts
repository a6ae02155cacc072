import { config as siteConfig } from '../site/eleventy.config.ts';

// biome-ignore lint/performance/noBarrelFile: Eleventy wants the configuration's function as the default export.
export { default } from '../site/eleventy.config.ts';

/** The site's configuration with the output folder that the command line names: Eleventy takes none beside it. */
export const config = { ...siteConfig, dir: { ...siteConfig.dir, output: process.argv[3] } };
