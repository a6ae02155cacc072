import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { manifestName } from '../../catalog/index/manifest.ts';
import { contentOfScript, type ShardContent } from '../../catalog/index/shard.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { isObject, ownText, readJson } from '../../catalog/json.ts';
import { hashFile } from '../decode/hash-file.ts';
import { orAbsent, readIfPresent } from '../library/files.ts';
import { ledgerName, parseLedger } from '../library/ledger.ts';
import type { ReportProgress } from '../stages/context.ts';
import { inOrder } from '../stages/in-order.ts';
import type { Finding } from './finding.ts';
import type { RecordFacts } from './survey-records.ts';
import { isWholeWebp } from './whole-webp.ts';

/**
 * Reads the files that a site's ledger lists. Shards and assets carry a hash of what they hold, originals are compared with
 * their records; of pages and small pictures it is seen whether they are whole, and not what they say.
 */
export async function checkSiteFiles(
  folder: string,
  records: readonly RecordFacts[],
  progress: ReportProgress,
): Promise<readonly Finding[]> {
  const ledger = parseLedger((await readIfPresent(join(folder, ledgerName))) ?? '');
  const md5s = new Map(records.map(({ number, md5 }) => [number, md5]));
  const addresses = [...(ledger?.files ?? [])];
  const findings: Finding[] = [];
  let done = 0;
  await inOrder(
    addresses,
    16,
    (address) => orAbsent(faultOf(folder, address, md5s)),
    async (fault, address) => {
      done += 1;
      progress('reading the site', done, addresses.length);
      if (fault === undefined) return;
      const reason = `${fault}: the next \`homebooru site\` after a repair writes it anew`;
      const path = join(folder, address);
      findings.push({ kind: 'bad-site-file', path, repairable: true, reason });
    },
  );
  return findings;
}

async function faultOf(
  folder: string,
  address: string,
  md5s: ReadonlyMap<number | undefined, string>,
): Promise<string | undefined> {
  const path = join(folder, address);
  const [, top = '', number] = /^([^/]+)\/(?:.*\/)?(\d*)[^/]*$/.exec(address) ?? [];
  if (top === 'originals') return originalFault(path, md5s.get(Number(number)));
  if (top === 'thumbs' || top === 'previews') {
    return (await isWholeWebp(path)) ? undefined : 'it is not whole';
  }
  const bytes = await readFile(path);
  const isSound = top === 'data' ? isShard(address, bytes) : isWholeText(address, bytes);
  return isSound ? undefined : 'it does not hold what was written there';
}

/** Links lead to the collection's own files, which a deep check reads anyway. */
async function originalFault(path: string, md5: string | undefined): Promise<string | undefined> {
  const found = await lstat(path);
  if (!found.isFile() || found.nlink > 1 || md5 === undefined) return undefined;
  return (await hashFile(path)).md5 === md5 ? undefined : 'it is not the picture of its post';
}

/** A call is a line. Behind its own the manifest's file has that of the list that it names, which every search reads next. */
function isShard(address: string, bytes: Buffer): boolean {
  const name = address.slice('data/'.length, -'.js'.length);
  const [own = '', ...along] = bytes.toString('utf8').split(/(?<=\n)/);
  const content = contentOf(name, own);
  if (content === undefined || name !== manifestName) {
    return content !== undefined && along.length === 0;
  }
  const manifest = typeof content === 'string' ? readJson(content) : undefined;
  const hash = isObject(manifest) ? ownText(manifest, 'vocabulary') : undefined;
  const [list = '', ...more] = along;
  if (hash === undefined || more.length > 0) return false;
  return contentOfScript(shardNames.vocabularyList, list, hash) !== undefined;
}

/** By the hash that the script itself says. */
function contentOf(name: string, script: string): ShardContent | undefined {
  const [, hash] = /^\w+\(\d+,"[^"]+","([0-9a-f]{16})",/.exec(script) ?? [];
  return hash === undefined ? undefined : contentOfScript(name, script, hash);
}

function isWholeText(address: string, bytes: Buffer): boolean {
  const [, hash] = /^assets\/.*-([0-9a-f]{16})\.\w+$/.exec(address) ?? [];
  if (hash !== undefined) return contentHash(bytes) === hash;
  const text = bytes.toString('utf8');
  if (text.includes('\0')) return false;
  if (/\.(html|xml)$/.test(address)) return isWholeMarkup(text);
  if (/\.(json|webmanifest)$/.test(address)) return readJson(text) !== undefined;
  // The one file that is empty by design.
  return text !== '' || address === 'assets/host.js';
}

/** Whether its first element ends at its end. */
function isWholeMarkup(text: string): boolean {
  const [, root] = /<([a-z]\w*)/i.exec(text) ?? [];
  return root !== undefined && text.trimEnd().endsWith(`</${root}>`);
}
