/** The place that an arrow key marks: round the list, through the field itself, which is -1. */
export function nextMark(marked: number, length: number, step: 1 | -1): number {
  const places = length + 1;
  return ((marked + 1 + step + places) % places) - 1;
}
