import { manifestName } from '../../catalog/index/manifest.ts';
import { indexVersion } from '../../catalog/index/parameters.ts';
import { contentOfScript, shardAddress } from '../../catalog/index/shard.ts';
import type { KeptShards } from '../index/index-parts.ts';
import type { OpenPart } from './open-part.ts';
import type { OutputFolder } from './output-folder.ts';

const stampStart = `${indexVersion}-`;

/** What a shard's file is made of: it says its version too, so that the same content in another one is another file. */
export function shardStamp(hash: string): string {
  return stampStart + hash;
}

/** The same of a shard's whole file. The manifest's holds the vocabulary's list too, whose hash the manifest says. */
export function fileStamp(name: string, hash: string): string {
  return shardStamp(hash) + (name === manifestName ? '+vocabulary' : '');
}

/** The hash of what a shard holds; `undefined` where there is none, or the file is of another version. */
function hashOf(stamp: string | undefined): string | undefined {
  return stamp?.startsWith(stampStart) ? stamp.slice(stampStart.length) : undefined;
}

/** The shards of a part as the last build left them. */
export function keptShards(part: OpenPart, folder: OutputFolder): KeptShards {
  let names: readonly string[] | undefined;
  const [start, end] = shardAddress(' ').split(' ') as [string, string];
  return {
    result: part.resultBefore,
    get names() {
      names ??= [...part.filesBefore.keys()]
        .map((address) => address.slice(start.length, -end.length))
        .sort();
      return names;
    },
    hash: (name) => hashOf(part.hashBefore(shardAddress(name))),
    keep: (name) => {
      const address = shardAddress(name);
      const hash = hashOf(part.hashBefore(address));
      if (hash !== undefined) part.keep(address);
      return hash;
    },
    read: (name) => {
      const address = shardAddress(name);
      const hash = hashOf(part.hashBefore(address));
      const script = hash === undefined ? undefined : folder.read(address);
      // What somebody has changed is made anew.
      return hash === undefined || script === undefined
        ? undefined
        : contentOfScript(name, script, hash);
    },
  };
}
