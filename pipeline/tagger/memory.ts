import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { codeOf } from '../library/files.ts';

/** Beside the weights: the process itself and what a run needs. */
const besideWeights = 256 * 1024 * 1024;

/** Bytes of memory that a model of this size needs: a Camie of 0.8 GB was seen to take 1 GB, 1.3 GB at worst. */
export function memoryNeed(modelBytes: number): number {
  return Math.ceil(modelBytes * 1.5) + besideWeights;
}

/**
 * Bytes that programs may still take. Linux tells; where it does not, and elsewhere, what counts as free says little, so
 * that all memory is taken to be available.
 */
export function availableMemory(): number {
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  if (process.platform !== 'linux') return Math.min(limit, totalmem());
  const [, kilobytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(toldByLinux()) ?? [];
  return Math.min(limit, kilobytes === undefined ? totalmem() : Number(kilobytes) * 1024);
}

function toldByLinux(): string {
  try {
    return readFileSync('/proc/meminfo', 'utf8');
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return '';
  }
}
