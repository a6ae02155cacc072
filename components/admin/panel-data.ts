import type { SidecarClient } from '../sidecar-client.ts';
import type { PanelLists, PanelState, PastEdits } from './panel-answers.ts';

/** The lists of the panel, by what they are of. */
export type ListName = keyof PanelLists;

/** Asks for what is always shown. */
export async function loadState(client: SidecarClient): Promise<PanelState> {
  const get = <T>(path: string): Promise<T> => client.get(path) as Promise<T>;
  const [status, { jobs }, facts, { sources }] = await Promise.all([
    get<PanelState['status']>('system/status'),
    get<Pick<PanelState, 'jobs'>>('jobs'),
    get<PanelState['facts']>('settings'),
    get<Pick<PanelState, 'sources'>>('sources'),
  ]);
  return { status, jobs, facts, sources };
}

/** Edits a page, and at most in one answer. */
const editsPerPage = 50;
const mostEdits = 500;

/** Asks for the edits behind those that are known. */
export async function loadMoreEdits(client: SidecarClient, known: PastEdits): Promise<PastEdits> {
  const before = encodeURIComponent(known.next ?? '');
  const more = (await client.get(`edits?limit=${editsPerPage}&before=${before}`)) as PastEdits;
  return { edits: [...known.edits, ...more.edits], next: more.next };
}

/** Asks for one list; of edits, for as many as are `known`. */
export async function loadList(
  client: SidecarClient,
  name: ListName,
  known: PanelLists,
): Promise<PanelLists> {
  if (name === 'edits') {
    const limit = Math.min(mostEdits, Math.max(editsPerPage, known.edits?.edits.length ?? 0));
    return { edits: (await client.get(`edits?limit=${limit}`)) as PastEdits };
  }
  if (name === 'trash')
    return { trash: (await client.get('trash')) as PanelLists['trash'] & object };
  if (name === 'duplicates') {
    const { groups } = (await client.get('duplicates')) as {
      groups: PanelLists['duplicates'] & object;
    };
    return { duplicates: groups };
  }
  return (await client.get(name)) as PanelLists;
}
