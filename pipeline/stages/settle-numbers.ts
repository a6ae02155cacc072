import type { Context } from './context.ts';

/** Numbers further than this beyond what the collection can have used are nobody's. */
const slack = 65_536;

interface Claim {
  readonly md5: string;
  readonly number: number;
  readonly added: string;
}

/**
 * Settles claims to the same number: the earlier added date, then the lower MD5 keeps it, the others get new ones. So
 * does a number that no collection of this size can have given. Returns the highest number in use.
 */
export async function settleNumbers(context: Context): Promise<number> {
  const claims = readClaims(context);
  const losers: Claim[] = [];
  let highest = 0;
  let last: Claim | undefined;
  for (const claim of claims) {
    const isFar = claim.number > highest + claims.length + slack;
    if (isFar || last?.number === claim.number) losers.push(claim);
    else {
      last = claim;
      highest = claim.number;
    }
  }
  for (const loser of losers) {
    const record = await context.records.read(loser.md5);
    if (!record) continue;
    highest += 1;
    await context.records.save({ ...record, number: highest });
    context.notices.push(
      `${loser.md5} claimed number ${loser.number}, and is now number ${highest}`,
    );
  }
  context.records.flush();
  return highest;
}

function readClaims({ library }: Context): readonly Claim[] {
  const rows = library
    .sql(
      'SELECT md5, number, added FROM records WHERE number IS NOT NULL ORDER BY number, added, md5',
    )
    .all();
  return rows.map((row) => ({
    md5: String(row['md5']),
    number: Number(row['number']),
    added: String(row['added']),
  }));
}
