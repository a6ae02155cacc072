import { shardAddress, textOfScript } from '../../catalog/index/shard.ts';
import type { KeptShards } from '../index/index-parts.ts';
import type { OutputFolder } from './output-folder.ts';
import type { OpenPart } from './site-parts.ts';

/** The shards of a part as the last build left them. */
export function keptShards(part: OpenPart, folder: OutputFolder): KeptShards {
  let names: readonly string[] | undefined;
  const [start, end] = shardAddress(' ').split(' ') as [string, string];
  return {
    result: part.resultBefore,
    get names() {
      names ??= [...part.addressesBefore]
        .map((address) => address.slice(start.length, -end.length))
        .sort();
      return names;
    },
    hash: (name) => part.hashBefore(shardAddress(name)),
    keep: (name) => part.keep(shardAddress(name)),
    read: (name) => {
      const address = shardAddress(name);
      const hash = part.hashBefore(address);
      const script = hash === undefined ? undefined : folder.read(address);
      // What somebody has changed is made anew.
      return hash === undefined || script === undefined ? undefined : textOfScript(script, hash);
    },
  };
}
