import { hash } from './random.ts';

export type Noise = (x: number, y?: number) => number;

/** Smooth value noise in -1 to 1 over the plane, one feature a unit. */
export function noise(seed: string): Noise {
  const salt = hash(seed);
  const corner = (x: number, y: number): number => {
    let value = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ salt;
    value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
    value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
    return ((value ^ (value >>> 16)) >>> 0) / 2 ** 31 - 1;
  };
  return (x, y = 0) => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const across = ease(x - left);
    const down = ease(y - top);
    const above = blend(corner(left, top), corner(left + 1, top), across);
    const below = blend(corner(left, top + 1), corner(left + 1, top + 1), across);
    return blend(above, below, down);
  };
}

/** Adds octaves of halved strength and doubled frequency; still about -1 to 1. */
export function layered(of: Noise, octaves: number): Noise {
  return (x, y = 0) => {
    let sum = 0;
    let strength = 0.5;
    let scale = 1;
    for (let octave = 0; octave < octaves; octave++) {
      sum += strength * of(x * scale + octave * 17.3, y * scale + octave * 9.1);
      strength /= 2;
      scale *= 2;
    }
    return sum * 1.2;
  };
}

const ease = (t: number) => t * t * t * (t * (t * 6 - 15) + 10);
const blend = (a: number, b: number, t: number) => a + (b - a) * t;
