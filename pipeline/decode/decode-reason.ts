/** What a decoder complains of, in one line, without the path: it is kept in records, and says nothing of a machine. */
export function decodeReason(error: unknown, path: string): string {
  const text = error instanceof Error ? error.message : String(error);
  const [first = ''] = text.replaceAll(`${path}: `, '').replaceAll(path, 'the file').split('\n');
  return first.replace(/\s+/g, ' ').trim().slice(0, 300);
}
