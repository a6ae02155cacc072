import { adoptStyles } from '../adopt-styles.ts';
import type { MakeTagEditor } from '../editing/load-tag-editor.ts';
import fieldStyles from './editor-fields.css';
import offerStyles from './offers.css';
import styles from './tag-editor.css';
import { TagEditor } from './tag-editor.ts';

const makeTagEditor: MakeTagEditor = (post, savePost) => new TagEditor(post, savePost);

adoptStyles(styles);
adoptStyles(fieldStyles);
adoptStyles(offerStyles);
globalThis.homebooruTagEditor = makeTagEditor;
