/** A drawing and its mirror image across the upright axis. */
export function mirror(drawing: string): string {
  return `${drawing}<g transform="scale(-1 1)">${drawing}</g>`;
}
