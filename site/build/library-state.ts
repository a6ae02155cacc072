import type { SiteRequest } from '../../pipeline/library/site-request.ts';

/** The state folder of the library that a site is built from. */
export function libraryState({ settings, part }: SiteRequest): string {
  return part?.state ?? settings.paths.state;
}
