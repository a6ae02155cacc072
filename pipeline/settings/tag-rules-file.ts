import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { isObject } from '../../catalog/json.ts';
import { normaliseTag, type TagCategory, tagCategories } from '../../catalog/tag.ts';
import { compileRules, type PlainTagRules, type TagRules } from '../../catalog/tag-rules.ts';
import { codeOf, readIfPresent } from '../library/files.ts';
import { SettingsError } from './settings-error.ts';
import { parseYaml, readYamlText } from './yaml-file.ts';

const tag = z.coerce
  .string()
  .transform(normaliseTag)
  .refine((name) => name !== '', { error: 'wants a tag' });

/** A map from tags to `wish`. Not `z.record`: that drops `__proto__`, which is a tag like any other. */
function tagMap<T>(wish: z.ZodType<T>) {
  return z
    .unknown()
    .transform((value, context): ReadonlyMap<string, T> => {
      const map = new Map<string, T>();
      if (!isObject(value)) {
        context.addIssue({
          code: 'custom',
          message: 'wants tags, each with a value',
          input: value,
        });
        return z.NEVER;
      }
      for (const [key, item] of Object.entries(value)) {
        const name = normaliseTag(key);
        const checked = wish.safeParse(item, { reportInput: true });
        if (name === '') context.addIssue({ code: 'custom', message: 'wants a tag', input: key });
        else if (checked.success) map.set(name, checked.data);
        else {
          for (const issue of checked.error.issues) {
            context.addIssue({ ...issue, path: [key, ...issue.path] });
          }
        }
      }
      return map;
    })
    .default(new Map<string, T>());
}

const schema = z.strictObject({
  aliases: tagMap(tag),
  implications: tagMap(z.union([z.array(tag), tag.transform((name) => [name])])),
  categories: tagMap(z.enum(tagCategories)),
  hidden: z.array(tag).default([]),
});

/** Reads `tags.yaml`; missing, it says nothing. Throws a SettingsError. */
export async function readTagRules(path: string, cache?: string): Promise<TagRules> {
  const plain = await readPlainRules(path, cache);
  try {
    return compileRules(plain);
  } catch (cause) {
    throw new SettingsError(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/**
 * Reads `tags.yaml` as it is written. YAML takes long to read: what a large file says is kept in the folder `cache`, where
 * that exists, until the file changes. Throws a SettingsError.
 */
export async function readPlainRules(path: string, cache?: string): Promise<PlainTagRules> {
  const text = await readYamlText(path);
  if (cache === undefined || text.length < worthCaching) return parseYaml(path, text, schema);
  const place = join(cache, 'tag-rules.json');
  const hash = contentHash(text);
  const known = readCached(await readIfPresent(place), hash);
  if (known) return known;
  const rules = parseYaml(path, text, schema);
  if (existsSync(cache)) await writeFile(place, formatCached(rules, hash)).catch(isReadOnly);
  return rules;
}

/** Characters: reading less of YAML takes some milliseconds. */
const worthCaching = 50_000;

/** Changes with the form of what is kept. */
const cacheVersion = 1;

function formatCached(rules: z.output<typeof schema>, hash: string): string {
  const { aliases, implications, categories, hidden } = rules;
  const version = cacheVersion;
  return JSON.stringify({
    version,
    hash,
    aliases: [...aliases],
    implications: [...implications],
    categories: [...categories],
    hidden,
  });
}

/** `undefined`: it is of another file, or cut off. */
function readCached(text: string | undefined, hash: string): PlainTagRules | undefined {
  if (!text?.startsWith(`{"version":${cacheVersion},"hash":"${hash}",`)) return undefined;
  try {
    // Ours, and whole, by its beginning and its end.
    const { aliases, implications, categories, hidden } = JSON.parse(text) as {
      aliases: [string, string][];
      implications: [string, string[]][];
      categories: [string, TagCategory][];
      hidden: string[];
    };
    return {
      aliases: new Map(aliases),
      implications: new Map(implications),
      categories: new Map(categories),
      hidden,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Who may only read a collection reads the YAML each time. */
function isReadOnly(error: unknown): void {
  if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '')) throw error;
}
