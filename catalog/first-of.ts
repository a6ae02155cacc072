/** The first `most` of items in an order, sorted, without sorting all of them. */
export function firstOf<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  most: number,
): readonly T[] {
  if (most <= 0) return [];
  // What cannot be among the first is dropped in one comparison; the rest is sorted a boxful at a time.
  let best: T[] = [];
  let worst: T | undefined;
  for (const item of items) {
    if (worst !== undefined && compare(item, worst) >= 0) continue;
    best.push(item);
    if (best.length < most * 2) continue;
    best = best.sort(compare).slice(0, most);
    worst = best.at(-1);
  }
  return best.sort(compare).slice(0, most);
}
