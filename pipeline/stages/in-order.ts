/**
 * Works on items in parallel, `width` of them ahead at most, and hands the results on one by one in the items' order.
 */
export async function inOrder<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
  take: (result: R, item: T) => Promise<void>,
): Promise<void> {
  const ahead: Promise<R>[] = [];
  let next = 0;
  const fill = (): void => {
    while (next < items.length && ahead.length < width) {
      const started = work(items[next] as T);
      // A failure is seen when its turn comes; until then it is not "unhandled".
      started.catch(() => undefined);
      ahead.push(started);
      next += 1;
    }
  };
  fill();
  for (const item of items) {
    const first = ahead.shift();
    if (!first) return;
    const result = await first;
    fill();
    await take(result, item);
  }
}
