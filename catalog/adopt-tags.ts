import type { TagCategory } from './tag.ts';
import type { PlainTagRules } from './tag-rules.ts';

/** A tag of a published list; all names are normalised. */
export interface ListedTag {
  readonly name: string;
  /** Missing where the list says nothing, or general, which is what a tag is anyway. */
  readonly category?: TagCategory;
  readonly aliases: readonly string[];
}

/** Something in a list that was not taken over. */
export interface AdoptionConflict {
  /**
   * `own-alias`, `own-category`: `tags.yaml` says another thing; `is-a-tag`: the alias is a tag in the same list;
   * `listed-twice`: it is an alias of an earlier tag too; `circle`: aliases would run in one.
   */
  readonly kind: 'own-alias' | 'own-category' | 'is-a-tag' | 'listed-twice' | 'circle';
  readonly name: string;
  /** What stays, and what the list offers. */
  readonly kept: string;
  readonly offered: string;
}

/** What of a list is new. */
export interface Adoption {
  readonly aliases: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, TagCategory>;
  /** So many the rules had already. */
  readonly known: { readonly aliases: number; readonly categories: number };
  readonly conflicts: readonly AdoptionConflict[];
}

/** Compares a list of tags with the rules that there are, which win. Of tags in the list, earlier ones win. */
export function adoptTags(own: PlainTagRules, list: readonly ListedTag[]): Adoption {
  const listed = new Set(list.map(({ name }) => name));
  const aliases = new Map<string, string>();
  const categories = new Map<string, TagCategory>();
  const known = { aliases: new Set<string>(), categories: 0 };
  const conflicts: AdoptionConflict[] = [];
  const target = (name: string): string | undefined => own.aliases.get(name) ?? aliases.get(name);
  for (const { name, aliases: others } of list) {
    for (const alias of others) {
      if (alias === name || alias === '') continue;
      const now = target(alias);
      const kind = own.aliases.has(alias) ? 'own-alias' : 'listed-twice';
      if (now === name && own.aliases.has(alias)) known.aliases.add(alias);
      else if (now === name) continue;
      else if (now !== undefined) conflicts.push({ kind, name: alias, kept: now, offered: name });
      else if (listed.has(alias))
        conflicts.push({ kind: 'is-a-tag', name: alias, kept: alias, offered: name });
      else if (leadsTo(target, name, alias))
        conflicts.push({ kind: 'circle', name: alias, kept: alias, offered: name });
      else aliases.set(alias, name);
    }
  }
  for (const { name, category } of list) {
    // Whatever is shown as another tag has that one's category.
    if (category === undefined || target(name) !== undefined || categories.has(name)) continue;
    const now = own.categories.get(name);
    if (now === undefined) categories.set(name, category);
    else if (now === category) known.categories += 1;
    else conflicts.push({ kind: 'own-category', name, kept: now, offered: category });
  }
  return { aliases, categories, known: { ...known, aliases: known.aliases.size }, conflicts };
}

/** Whether aliases lead from one tag to another. There is no circle yet. */
function leadsTo(target: (name: string) => string | undefined, from: string, to: string): boolean {
  for (let name: string | undefined = from; name !== undefined; name = target(name)) {
    if (name === to) return true;
  }
  return false;
}
