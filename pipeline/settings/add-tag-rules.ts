import { type Document, isMap, parseDocument, type YAMLMap } from 'yaml';

/**
 * Adds aliases and categories to the text of `tags.yaml`, at the end of their sections; what is there stays, with its
 * comments. None of the names may be there yet. `origin` is noted above what is added.
 */
export function addTagRules(
  text: string,
  aliases: ReadonlyMap<string, string>,
  categories: ReadonlyMap<string, string>,
  origin: string,
): string {
  const document: Document = parseDocument(text, { uniqueKeys: false });
  if (!isMap(document.contents)) document.contents = document.createNode({});
  append(document, 'aliases', aliases, origin);
  append(document, 'categories', categories, origin);
  return document.toString({ lineWidth: 0 });
}

function append(
  document: Document,
  key: string,
  entries: ReadonlyMap<string, string>,
  origin: string,
): void {
  if (entries.size === 0) return;
  const section = sectionOf(document, key);
  // One line each: a list in braces would become one endless line. What was noted behind it goes above.
  if (section.flow && section.comment) {
    section.commentBefore = section.comment;
    section.comment = null;
  }
  section.flow = false;
  let isFirst = true;
  for (const [name, value] of entries) {
    const pair = document.createPair(name, value);
    // `set` would look for each name among all of them.
    section.items.push(pair);
    if (isFirst) pair.key.commentBefore = ` from ${origin.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')}`;
    isFirst = false;
  }
}

function sectionOf(document: Document, key: string): YAMLMap {
  const known = document.get(key, true);
  if (isMap(known)) return known;
  const made = document.createNode({}) as YAMLMap;
  document.set(key, made);
  return made;
}
