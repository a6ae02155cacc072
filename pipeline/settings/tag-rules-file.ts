import { z } from 'zod';
import { isObject } from '../../catalog/json.ts';
import { normaliseTag, tagCategories } from '../../catalog/tag.ts';
import { compileRules, type TagRules } from '../../catalog/tag-rules.ts';
import { SettingsError } from './settings-error.ts';
import { readYaml } from './yaml-file.ts';

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
export async function readTagRules(path: string): Promise<TagRules> {
  const plain = await readYaml(path, schema);
  try {
    return compileRules(plain);
  } catch (cause) {
    throw new SettingsError(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
