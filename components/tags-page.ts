import { markReady, pageContext } from './page-context.ts';
import { copyTagsByName } from './tags/copy-tags.ts';
import { startTagFilter } from './tags/tag-filter.ts';

startTagFilter(pageContext());
copyTagsByName();
markReady('ok');
