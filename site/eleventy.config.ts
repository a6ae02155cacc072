import { currentWork } from './build/current-work.ts';
import type { EleventyConfig } from './eleventy-types.ts';

/** The site's templates are TypeScript; their data is one batch of work, told by the build. */
export default function configure(eleventy: EleventyConfig): void {
  // Eleventy's own dependency crawler reads JavaScript only.
  eleventy.setWatchJavaScriptDependencies(false);
  eleventy.setUseGitIgnore(false);
  // It warns of any part that takes a tenth of a batch, which some part always does.
  for (const group of ['Configuration', 'Data', 'Aggregate']) {
    eleventy.benchmarkManager.get(group).setMinimumThresholdPercent(100);
  }
  eleventy.addTemplateFormats('11ty.ts');
  eleventy.addExtension('11ty.ts', { key: '11ty.js' });
  eleventy.addGlobalData('work', currentWork);
}

export const config = {
  dir: { input: 'site/pages', includes: '../layouts', output: 'dist' },
  templateFormats: ['11ty.ts'],
};
