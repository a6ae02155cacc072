import type { SidecarClient } from '../sidecar-client.ts';
import type { PanelLists, PanelState } from './panel-answers.ts';

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

/** Asks for one list. */
export async function loadList(client: SidecarClient, name: ListName): Promise<PanelLists> {
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
