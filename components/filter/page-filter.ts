import type { VisitorSettings } from '../settings/visitor-settings.ts';
import { showsHidden } from './shows-hidden.ts';
import { siteBlur } from './site-blur.ts';
import { type VisitorFilter, visitorFilter } from './visitor-filter.ts';

/** What the visitor does not want to see on this page: what his settings hide, unless he asked here to see it. */
export function pageFilter(settings: VisitorSettings): VisitorFilter {
  const filter = visitorFilter(settings, siteBlur());
  return showsHidden() ? { ...filter, hidden: undefined } : filter;
}
