/** Where a tile stands in its chunk, in pixels. */
export interface TileBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface RowLayout {
  readonly boxes: readonly TileBox[];
  readonly height: number;
}

/** The room that a chunk has. */
export interface RowSpace {
  readonly width: number;
  /** How high rows would best be. */
  readonly row: number;
  readonly gap: number;
}

/** A row is filled from edge to edge, so its height follows from its pictures. */
const mostInRow = 40;

/**
 * Breaks pictures of these ratios (width / height) into full rows whose heights differ from the wished one as little as
 * possible, all together: a chunk ends with a full row, so that chunks follow each other without a gap. `isLast`: the
 * last row may stay open.
 */
export function layoutRows(ratios: readonly number[], space: RowSpace, isLast: boolean): RowLayout {
  const ends = bestBreaks(ratios, space, isLast);
  const boxes: TileBox[] = [];
  let top = 0;
  let from = 0;
  for (const to of ends) {
    const own = ratios.slice(from, to);
    const full = rowHeight(own, space);
    const isOpen = isLast && to === ratios.length && full > space.row;
    const height = isOpen ? space.row : full;
    let left = 0;
    for (const ratio of own) {
      boxes.push({ left, top, width: ratio * height, height });
      left += ratio * height + space.gap;
    }
    top += height + space.gap;
    from = to;
  }
  return { boxes, height: Math.ceil(top) };
}

function rowHeight(ratios: readonly number[], { width, gap }: RowSpace): number {
  const sum = ratios.reduce((all, ratio) => all + ratio, 0);
  return Math.max(1, (width - gap * (ratios.length - 1)) / sum);
}

/** The place behind the last picture of each row. */
function bestBreaks(
  ratios: readonly number[],
  space: RowSpace,
  isLast: boolean,
): readonly number[] {
  const count = ratios.length;
  const costs: number[] = [0];
  const starts: number[] = [0];
  for (let to = 1; to <= count; to++) {
    let best = Number.POSITIVE_INFINITY;
    let start = to - 1;
    for (let from = to - 1; from >= Math.max(0, to - mostInRow); from--) {
      const height = rowHeight(ratios.slice(from, to), space);
      const isOpen = isLast && to === count && height > space.row;
      const distance = isOpen ? 0 : Math.log(height / space.row);
      const cost = (costs[from] ?? 0) + distance * distance;
      if (cost < best) {
        best = cost;
        start = from;
      }
      // Still more pictures only make the row still flatter.
      if (height < space.row / 2) break;
    }
    costs.push(best);
    starts.push(start);
  }
  const ends: number[] = [];
  for (let to = count; to > 0; to = starts[to] ?? 0) ends.unshift(to);
  return ends;
}

/** About how high a chunk of so many pictures will be whose ratios are not known yet. */
export function guessHeight(count: number, { width, row, gap }: RowSpace, meanRatio = 1.1): number {
  const perRow = Math.max(1, (width + gap) / (meanRatio * row + gap));
  return Math.ceil(Math.ceil(count / perRow) * (row + gap));
}
