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
  const settled = settledHighest(context);
  if (settled !== undefined) return settled;
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
  highest = Math.max(highest, unreadableHighest(context));
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
  await showKeepers(context, claims, losers);
  return highest;
}

/** The highest number, where all can be read and nobody claims another's or one that is far off: nearly always. */
function settledHighest({ library }: Context): number | undefined {
  if (library.sql('SELECT 1 FROM records WHERE problem IS NOT NULL LIMIT 1').get())
    return undefined;
  const { claims, numbers, highest } =
    library
      .sql(
        `SELECT count(number) AS claims, count(DISTINCT number) AS numbers, coalesce(max(number), 0) AS highest
         FROM records`,
      )
      .get() ?? {};
  const isClear = claims === numbers && Number(highest) <= Number(claims) + slack;
  return isClear ? Number(highest) : undefined;
}

/** While two claimed a number, either may have been shown: now it is the one that keeps it. */
async function showKeepers(
  { library, records }: Context,
  claims: readonly Claim[],
  losers: readonly Claim[],
): Promise<void> {
  const contested = new Set(losers.map(({ number }) => number));
  const lost = new Set(losers.map(({ md5 }) => md5));
  for (const { md5, number } of claims) {
    if (!contested.has(number) || lost.has(md5)) continue;
    if (library.sql('SELECT 1 FROM posts WHERE md5 = ?').get(md5)) continue;
    const [row, record] = [records.row(md5), await records.read(md5)];
    if (row && record) records.note(row, record);
  }
  records.flush();
}

/** Records that cannot be read just now keep the numbers that they had. */
function unreadableHighest({ library }: Context): number {
  const row = library
    .sql('SELECT max(number) AS highest FROM records WHERE problem IS NOT NULL')
    .get();
  return Number(row?.['highest'] ?? 0);
}

function readClaims({ library }: Context): readonly Claim[] {
  const rows = library
    .sql(
      'SELECT md5, number, added FROM records WHERE number IS NOT NULL AND problem IS NULL ORDER BY number, added, md5',
    )
    .all();
  return rows.map((row) => ({
    md5: String(row['md5']),
    number: Number(row['number']),
    added: String(row['added']),
  }));
}
