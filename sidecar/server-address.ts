import { join } from 'node:path';
import { isObject, ownText } from '../catalog/json.ts';
import { readIfPresent } from '../pipeline/library/files.ts';

/** What a server that runs keeps for itself: its lock, its address. */
export function serverFolder(state: string): string {
  return join(state, 'server');
}

/** Where a server that runs says its address. */
export function addressFile(state: string): string {
  return join(serverFolder(state), 'address.json');
}

/** The address of the collection's server, with `/` at its end; `undefined` where none runs. */
export async function readAddress(state: string): Promise<string | undefined> {
  const text = await readIfPresent(addressFile(state));
  return text === undefined ? undefined : parseAddress(text);
}

function parseAddress(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? ownText(value, 'address') : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
