import type { TagCategory } from './tag.ts';

/** The user's `tags.yaml`, ready to be applied. */
export interface TagRules {
  /** Old name → the name shown instead; chains are already followed. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Tag → everything it brings along, by any number of steps. */
  readonly implications: ReadonlyMap<string, readonly string[]>;
  readonly categories: ReadonlyMap<string, TagCategory>;
  readonly hidden: ReadonlySet<string>;
}

export const noRules: TagRules = {
  aliases: new Map(),
  implications: new Map(),
  categories: new Map(),
  hidden: new Set(),
};

/** What `tags.yaml` says, by normalised names. */
export interface PlainTagRules {
  readonly aliases: ReadonlyMap<string, string>;
  readonly implications: ReadonlyMap<string, readonly string[]>;
  readonly categories: ReadonlyMap<string, TagCategory>;
  readonly hidden: Iterable<string>;
}

/** Follows chains of aliases and implications once, so that applying them is a look-up. Throws on a circle of aliases. */
export function compileRules(plain: PlainTagRules): TagRules {
  const aliases = new Map(
    [...plain.aliases.keys()].map((name) => [name, follow(plain.aliases, name)]),
  );
  const named = (name: string): string => aliases.get(name) ?? name;
  const direct = new Map<string, Set<string>>();
  for (const [from, to] of plain.implications) {
    const known = direct.get(named(from)) ?? new Set<string>();
    for (const name of to) known.add(named(name));
    direct.set(named(from), known);
  }
  return {
    aliases,
    implications: new Map([...direct.keys()].map((name) => [name, reach(direct, name)])),
    categories: new Map([...plain.categories].map(([name, category]) => [named(name), category])),
    hidden: new Set([...plain.hidden].map(named)),
  };
}

function follow(aliases: ReadonlyMap<string, string>, name: string): string {
  const seen = new Set([name]);
  let current = name;
  for (let next = aliases.get(current); next !== undefined; next = aliases.get(current)) {
    if (seen.has(next)) throw new Error(`aliases run in a circle: ${[...seen, next].join(' → ')}`);
    seen.add(next);
    current = next;
  }
  return current;
}

function reach(direct: ReadonlyMap<string, ReadonlySet<string>>, name: string): readonly string[] {
  const reached = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const implied of direct.get(next) ?? []) {
      if (implied === name || reached.has(implied)) continue;
      reached.add(implied);
      open.push(implied);
    }
  }
  return [...reached];
}
