/**
 * Milliseconds: a change within the same tick of a file system's clock cannot be told from the one before. Some count whole
 * seconds, or two; where a time has a fraction, the clock is that of the system's timer, 10 ms at the most.
 */
export function clockTick(time: number): number {
  return Number.isInteger(time / 1000) ? 3000 : 50;
}
