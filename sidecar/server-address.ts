import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, ownText, readJson } from '../catalog/json.ts';
import { readIfPresent, writeAtomically } from '../pipeline/library/files.ts';
import { privateMode } from './security/secret.ts';

/** What a server that runs keeps for itself: its lock, its address. */
export function serverFolder(state: string): string {
  return join(state, 'server');
}

/** Where a server that runs says its address. */
function addressFile(state: string): string {
  return join(serverFolder(state), 'address.json');
}

/** The address of the collection's server, with `/` at its end; `undefined` where none runs. */
export async function readAddress(state: string): Promise<string | undefined> {
  const text = await readIfPresent(addressFile(state));
  return text === undefined ? undefined : parseAddress(text);
}

function parseAddress(text: string): string | undefined {
  const value = readJson(text);
  return isObject(value) ? ownText(value, 'address') : undefined;
}

/**
 * Says where the server answers, until it is disposed of. A file that a killed server has left harms nobody: whoever reads it
 * asks the lock first.
 */
export async function announceAddress(state: string, address: string): Promise<AsyncDisposable> {
  const path = addressFile(state);
  await writeAtomically(path, `${JSON.stringify({ address })}\n`, privateMode);
  return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
}
