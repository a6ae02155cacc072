/**
 * A pure function of a text that remembers what it made: pages say the same few thousand things again and again. It
 * forgets everything once it holds `most`, so that a process's memory is bounded.
 */
export function remembering<T>(most: number, make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made;
  };
}
