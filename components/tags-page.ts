import { markReady, pageContext } from './page-context.ts';
import { startTagFilter } from './tags/tag-filter.ts';

startTagFilter(pageContext());
markReady('ok');
