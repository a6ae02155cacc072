/** What a decoder complains of, in one line, without the path: it is kept in records, and says nothing of a machine. */
export function decodeReason(error: unknown, path: string): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text.replaceAll(`${path}: `, '').replaceAll(path, 'the file').split('\n');
  const said = lines.map((line) => line.replace(/\s+/g, ' ').trim()).find((line) => line !== '');
  // libvips may fail without a word.
  return (said ?? 'cannot be decoded').slice(0, 300);
}
