import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, own, ownStrings, ownText, readJson } from '../../catalog/json.ts';
import {
  listIfPresent,
  orAbsent,
  readIfPresent,
  writeAtomically,
} from '../../pipeline/library/files.ts';
import { privateMode } from '../security/secret.ts';
import type { WriterTask } from '../writer/protocol.ts';

/** How something that was done to many posts is taken back, all of it at once. */
export type Undo = WriterTask & { readonly kind: 'undo' | 'restore' };

/** More than anybody goes back. */
const mostKept = 100;

function undoFolder(state: string): string {
  return join(state, 'undo');
}

function undoFile(state: string, id: string): string {
  return join(undoFolder(state), `${id}.json`);
}

/** Keeps an undo in the state folder, among the last hundred; answers the name by which it is found. */
export async function keepUndo(state: string, undo: Undo): Promise<string> {
  const id = randomUUID();
  await writeAtomically(undoFile(state, id), `${JSON.stringify(undo)}\n`, privateMode);
  await forgetOldest(undoFolder(state));
  return id;
}

async function forgetOldest(folder: string): Promise<void> {
  const paths = (await listIfPresent(folder)).map(({ name }) => join(folder, name));
  if (paths.length <= mostKept) return;
  const times = await Promise.all(
    paths.map(async (path) => ({ path, time: (await orAbsent(stat(path)))?.mtimeMs ?? 0 })),
  );
  const oldest = times.toSorted((a, b) => b.time - a.time).slice(mostKept);
  for (const { path } of oldest) await rm(path, { force: true });
}

/** `undefined`: there is none by that name, or a disk has spoilt it. `id`: a UUID. */
export async function readUndo(state: string, id: string): Promise<Undo | undefined> {
  const value = readJson((await readIfPresent(undoFile(state, id))) ?? '');
  if (!isObject(value)) return undefined;
  const md5s = ownStrings(value, 'md5s');
  if (own(value, 'kind') === 'restore') return { kind: 'restore', md5s };
  const at = ownText(value, 'at');
  return at === undefined ? undefined : { kind: 'undo', md5s, at };
}
