import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { orAbsent } from '../library/files.ts';
import { DownloadError, download, hashOf } from '../network/download.ts';
import type { Descriptor } from './descriptor.ts';

/** What became of one of a model's files. */
export interface PulledFile {
  readonly path: string;
  readonly sha256: string;
  /** It was right already, or it was loaded. */
  readonly state: 'there' | 'loaded';
  /** The right SHA-256 is known, and this is it. */
  readonly isKnown: boolean;
}

/**
 * Loads a model's files into a folder, the labels first; what is there and right is left alone. Throws a DownloadError:
 * what came until then is used the next time.
 */
export async function pullModel(
  { files }: Pick<Descriptor, 'files'>,
  folder: string,
  userAgent: string,
  progress: (what: string, done: number, total: number) => void,
  signal: AbortSignal,
): Promise<readonly PulledFile[]> {
  const pulled: PulledFile[] = [];
  for (const { path, url, bytes, sha256 } of [files.labels, files.model]) {
    const target = join(folder, path);
    const isKnown = sha256 !== undefined;
    const there = await orAbsent(stat(target));
    if (there && (bytes === undefined || there.size === bytes)) {
      const sum = await hashOf(target);
      if (!isKnown || sum === sha256) {
        pulled.push({ path, sha256: sum, state: 'there', isKnown });
        continue;
      }
    }
    if (url === undefined) throw new DownloadError(`${path}: nobody tells where it is to be had`);
    const onProgress = (done: number, total: number): void => {
      progress(`loading ${path} (MB)`, Math.floor(done / 1e6), Math.ceil(total / 1e6));
    };
    const known = { ...(bytes === undefined ? {} : { bytes }), ...(isKnown ? { sha256 } : {}) };
    const sum = await download({ url, target, userAgent, onProgress, ...known }, signal);
    pulled.push({ path, sha256: sum, state: 'loaded', isKnown });
  }
  return pulled;
}
