import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

/** Beside the weights: the process itself and what a run needs. */
const besideWeights = 256 * 1024 * 1024;

/** Bytes of memory that a model of this size needs: a Camie of 0.8 GB was seen to take 1 GB, 1.3 GB at worst. */
export function memoryNeed(modelBytes: number): number {
  return Math.ceil(modelBytes * 1.5) + besideWeights;
}

/**
 * Bytes that programs may still take. Linux tells; elsewhere what counts as free says little, so that all memory is
 * taken to be available.
 */
export function availableMemory(): number {
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  if (process.platform !== 'linux') return Math.min(limit, totalmem());
  const [, kilobytes] =
    /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8')) ?? [];
  return Math.min(limit, kilobytes === undefined ? totalmem() : Number(kilobytes) * 1024);
}
