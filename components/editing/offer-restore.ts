import { isObject, ownText } from '../../catalog/json.ts';
import { element, makeButton } from '../element.ts';
import { SidecarAway, SidecarRefusal } from '../sidecar-client.ts';
import { words } from './editing-words.ts';
import { change, type SidecarWork } from './sidecar-work.ts';

/** Where a post's address leads to no post because it is in the trash: says so, and offers to bring it back. */
export async function offerRestore(work: SidecarWork): Promise<void> {
  const number = missingPost();
  if (number === undefined || !(await isInTrash(work, number))) return;
  const restore = makeButton('button button-main', words.restore, () => {
    void change(
      work,
      () => work.client.send('POST', `posts/${number}/restore`),
      () => ({ text: words.restored(number), focusBack: () => restore.focus() }),
      () => location.reload(),
    );
  });
  const row = element('p', 'in-trash', words.deleted(number));
  row.append(restore);
  document.querySelector('#content > :is(h1, [data-relations-error])')?.after(row);
}

/** The post that the page was to show, where it shows none. */
function missingPost(): number | undefined {
  const { page } = document.documentElement.dataset;
  const own = page === '404' ? /\/post\/\d+\/(\d+)\.html$/.exec(location.pathname)?.[1] : undefined;
  const isShell = document.querySelector('[data-post-shell]') !== null;
  const named = isShell ? new URLSearchParams(location.search).get('n') : undefined;
  const number = Number(own ?? named ?? Number.NaN);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

async function isInTrash({ client }: SidecarWork, number: number): Promise<boolean> {
  try {
    await client.get(`posts/${number}`);
    return false;
  } catch (error) {
    if (error instanceof SidecarAway) return false;
    if (!(error instanceof SidecarRefusal)) throw error;
    return isObject(error.answer) && ownText(error.answer, 'deleted') !== undefined;
  }
}
