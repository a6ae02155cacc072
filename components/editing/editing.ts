import { adoptStyles } from '../adopt-styles.ts';
import { NoticeBar } from '../notices/notice-bar.ts';
import type { PageContext } from '../page-context.ts';
import { SidecarClient } from '../sidecar-client.ts';
import styles from './editing.css';
import { words } from './editing-words.ts';
import { GalleryEditing } from './gallery-editing.ts';
import { PostEditing } from './post-editing.ts';
import type { StartEditing } from './start-editing.ts';

const startEditing: StartEditing = (host, context: PageContext, number) => {
  adoptStyles(styles);
  const client = new SidecarClient(host.api);
  const work = { host, context, client, notices: new NoticeBar(words.close) };
  if (number === undefined) new GalleryEditing(work).start();
  else new PostEditing(work, number).start();
};

globalThis.homebooruEditing = startEditing;
