import { type JsonObject, ownText } from '../../catalog/json.ts';

/** The tags of an answer that lists them in one text. */
export function tagNamesOf(answer: JsonObject): readonly string[] {
  return (ownText(answer, 'tags') ?? '').split(/\s+/).filter((name) => name !== '');
}

/** An answer with what its site calls each tag: `artist`, `copyright`, …; `catalog/answer.ts` reads it. */
export function withTagTypes(
  answer: JsonObject,
  typeOf: (name: string) => string | undefined,
): JsonObject {
  const types = tagNamesOf(answer).flatMap((name) => {
    const type = typeOf(name);
    return type === undefined ? [] : [[name, type] as const];
  });
  return types.length === 0 ? answer : { ...answer, tag_types: Object.fromEntries(types) };
}
