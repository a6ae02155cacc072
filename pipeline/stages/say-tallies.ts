import type { Source } from '../sources/source.ts';
import type { SourceTally } from './ask-source.ts';
import type { Context } from './context.ts';

/**
 * Says in a line each which sources did not answer. An outage passes by itself, and is a notice; a site that refuses us
 * is a problem: somebody must look at its keys, or at what it wants.
 */
export function sayTallies(
  { problems, notices }: Context,
  tallies: ReadonlyMap<Source, SourceTally>,
): void {
  for (const [{ name, site, refusal }, { failed, waiting, reason }] of tallies) {
    if (failed + waiting === 0) continue;
    const rest = site?.rest;
    const parts = [
      ...(failed > 0 ? [`failed for ${countOf(failed)}`] : []),
      ...(waiting > 0 ? [`${countOf(waiting)} not asked about`] : []),
    ];
    const why = refusal ?? (reason || rest?.reason || 'it rests');
    const until = site?.restsUntil;
    const when =
      until === undefined ? 'the next run asks again' : `asked again from ${minuteOf(until)} on`;
    const line = `${parts.join(', ')} (${why}); ${when}`;
    if (refusal !== undefined || rest?.failure === 'refused')
      problems.push({ path: `sources.${name}`, reason: line });
    else notices.push(`${name}: ${line}`);
  }
}

/** `1 post`, `2 posts`. */
export function countOf(posts: number): string {
  return posts === 1 ? '1 post' : `${posts} posts`;
}

function minuteOf(time: number): string {
  return `${new Date(Math.ceil(time / 60_000) * 60_000).toISOString().slice(0, 16)}Z`;
}
