import { adoptStyles } from '../adopt-styles.ts';
import { NoticeBar } from '../notices/notice-bar.ts';
import type { PageContext } from '../page-context.ts';
import { SidecarClient } from '../sidecar-client.ts';
import { bulkActions } from './bulk-editing.ts';
import styles from './editing.css';
import { words } from './editing-words.ts';
import { GalleryEditing } from './gallery-editing.ts';
import { offerRestore } from './offer-restore.ts';
import { PostEditing } from './post-editing.ts';
import questionStyles from './questions.css';
import type { StartEditing } from './start-editing.ts';
import uploadStyles from './uploads.css';
import { Uploads } from './uploads.ts';

const startEditing: StartEditing = (host, context: PageContext, number) => {
  adoptStyles(styles);
  adoptStyles(questionStyles);
  adoptStyles(uploadStyles);
  const client = new SidecarClient(host.api);
  const work = { host, context, client, notices: new NoticeBar(words.close) };
  void offerRestore(work);
  if (document.documentElement.dataset['page'] !== 'post') {
    globalThis.homebooruBulk = bulkActions(work);
    new GalleryEditing(work).start();
    new Uploads(work).start();
  } else if (number !== undefined) new PostEditing(work, number).start();
};

globalThis.homebooruEditing = startEditing;
