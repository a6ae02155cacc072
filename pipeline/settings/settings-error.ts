/** Settings, tags.yaml or arguments that cannot be used: exit code 2, nothing done. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
