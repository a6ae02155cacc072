/** The part of Eleventy's untyped configuration object that this site uses. */
export interface EleventyConfig {
  addTemplateFormats(format: string): void;
  setWatchJavaScriptDependencies(enabled: boolean): void;
  addExtension(extension: string, options: { readonly key: string }): void;
  /** Bench alone. */
  addTemplate(path: string, template: { readonly data: unknown; readonly render: unknown }): void;
  addGlobalData(name: string, value: () => unknown): void;
  setUseGitIgnore(enabled: boolean): void;
  readonly benchmarkManager: {
    get(group: string): { setMinimumThresholdPercent(percent: number): void };
  };
}
