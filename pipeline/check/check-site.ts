import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listIfPresent, readIfPresent } from '../library/files.ts';
import { journalName, ledgerName, parseLedger } from '../library/ledger.ts';
import type { Library } from '../library/library.ts';
import { libraryRevision } from '../library/revision.ts';
import { siteFacts } from '../library/site-facts.ts';
import type { Finding } from './finding.ts';

/** Whether a folder is a site of this program's. */
export function isSite(folder: string): boolean {
  return existsSync(join(folder, ledgerName));
}

/**
 * Checks that a site's last build was finished, that the files are there which it lists, and, where the library knows of
 * that build, that no post has changed since.
 */
export async function checkSite(
  folder: string,
  library: Library | undefined,
): Promise<readonly Finding[]> {
  const ledger = parseLedger((await readIfPresent(join(folder, ledgerName))) ?? '');
  if (!ledger) return [stale(join(folder, ledgerName), 'no build has left its list of files here')];
  const isCutOff = !ledger.isComplete || existsSync(join(folder, journalName));
  if (isCutOff) return [stale(join(folder, ledgerName), 'its last build was cut off')];
  const findings: Finding[] = [];
  for (const [place, addresses] of Map.groupBy(ledger.files, (address) => dirname(address))) {
    const names = new Set((await listIfPresent(join(folder, place))).map(({ name }) => name));
    for (const address of addresses) {
      if (names.has(address.slice(address.lastIndexOf('/') + 1))) continue;
      findings.push(stale(join(folder, address), 'the site lists it, and it is not there'));
    }
  }
  if (library && isOlder(library, folder, ledger.state)) {
    findings.push(stale(folder, 'posts have changed since it was built'));
  }
  return findings;
}

function isOlder(library: Library, folder: string, built: string): boolean {
  const { state, revision } = siteFacts(library, folder);
  return state === built && revision !== libraryRevision(library);
}

function stale(path: string, reason: string): Finding {
  return {
    kind: 'stale-site',
    path,
    repairable: false,
    reason: `${reason}: run \`homebooru site\``,
  };
}
