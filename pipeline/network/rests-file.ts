import { join } from 'node:path';
import { isObject, ownCount, ownObject, ownText } from '../../catalog/json.ts';
import { readIfPresent, writeAtomically } from '../library/files.ts';
import { type HostRest, longestKept } from './host.ts';

function restsPath(state: string): string {
  return join(state, 'hosts.json');
}

/**
 * The hosts that an earlier run has left alone. A missing or damaged file costs a request each, and no more. One that was to
 * be left alone for longer than any is, seen from `now`, was so by a clock that has been set back since: it may be asked.
 */
export async function readRests(
  state: string,
  now: number,
): Promise<ReadonlyMap<string, HostRest>> {
  const hosts = readObject((await readIfPresent(restsPath(state))) ?? '{}');
  return new Map(
    Object.keys(hosts).flatMap((name) => {
      const rest = ownObject(hosts, name) ?? {};
      const [failures, until] = [ownCount(rest, 'failures'), ownCount(rest, 'until')];
      if (failures === undefined || until === undefined) return [];
      const failure = (['glitch', 'throttled', 'refused'] as const).find(
        (kind) => kind === ownText(rest, 'failure'),
      );
      const reason = ownText(rest, 'reason') ?? '';
      const left = until - now > longestKept ? 0 : until;
      return [[name, { failures, until: left, reason, failure: failure ?? 'glitch' }] as const];
    }),
  );
}

export async function writeRests(
  state: string,
  rests: ReadonlyMap<string, HostRest>,
): Promise<void> {
  const hosts = Object.fromEntries(
    [...rests].map(([name, rest]) => [name, { ...rest, until: Math.ceil(rest.until) }]),
  );
  const text = `${JSON.stringify(hosts, undefined, 1)}\n`;
  if (text !== ((await readIfPresent(restsPath(state))) ?? '{}\n')) {
    await writeAtomically(restsPath(state), text);
  }
}

function readObject(text: string) {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
