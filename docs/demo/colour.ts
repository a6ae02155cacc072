import { nth } from './random.ts';

export type Rgb = readonly [number, number, number];

/** Reads `#rrggbb`. */
export function rgb(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** The colour a share `t` of the way from one to another. */
export function mix(from: string, to: string, t: number): string {
  const share = Math.min(1, Math.max(0, t));
  const [r, g, b] = rgb(from);
  const [r2, g2, b2] = rgb(to);
  return hex(r + (r2 - r) * share, g + (g2 - g) * share, b + (b2 - b) * share);
}

/** The colour at `t` (0 to 1) along evenly spaced stops. */
export function ramp(stops: readonly string[], t: number): string {
  const place = Math.min(0.9999, Math.max(0, t)) * (stops.length - 1);
  const stop = Math.floor(place);
  return mix(nth(stops, stop), nth(stops, stop + 1), place - stop);
}

export const lighter = (colour: string, t: number) => mix(colour, '#ffffff', t);
export const darker = (colour: string, t: number) => mix(colour, '#0b1026', t);

function hex(...channels: number[]): string {
  return `#${channels.map((c) => Math.round(c).toString(16).padStart(2, '0')).join('')}`;
}
