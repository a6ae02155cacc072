import type { Refusal } from './jobs.ts';

/** What a decoder answers where it fails. */
export function refusalOf(error: unknown, path?: string): Refusal {
  const isSystems = error instanceof Error && 'code' in error;
  return { refusal: decodeReason(error, path), isLasting: !isSystems };
}

/** What a decoder complains of, in one line, without the path: it is kept in records, and says nothing of a machine. */
export function decodeReason(error: unknown, path?: string): string {
  const text = error instanceof Error ? error.message : String(error);
  const unnamed = path ? text.replaceAll(`${path}: `, '').replaceAll(path, 'the file') : text;
  const lines = unnamed.split('\n');
  const said = lines.map((line) => line.replace(/\s+/g, ' ').trim()).find((line) => line !== '');
  // libvips may fail without a word.
  return (said ?? 'cannot be decoded').slice(0, 300);
}
