import { fnv1a } from '../index/content-hash.ts';

const encoder = new TextEncoder();

/**
 * The place of a number in a random order, from 0 to 2^32 - 1: FNV-1a of the seed's UTF-8 and the number × 2654435761,
 * mixed as by MurmurHash3 (https://github.com/aappleby/smhasher, fmix32). It is the same everywhere and for ever, and
 * that of no other number changes it.
 */
export function randomKeys(seed: string): (number: number) => number {
  const base = fnv1a(encoder.encode(seed));
  return (number) => mix(base ^ Math.imul(number, 0x9e3779b1));
}

function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
