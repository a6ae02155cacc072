import { z } from 'zod';
import { normaliseTag, tagCategories } from '../../catalog/tag.ts';
import { compileRules, type TagRules } from '../../catalog/tag-rules.ts';
import { SettingsError } from './settings-error.ts';
import { readYaml } from './yaml-file.ts';

const tag = z.coerce
  .string()
  .transform(normaliseTag)
  .refine((name) => name !== '', { error: 'wants a tag' });

const schema = z.strictObject({
  aliases: z.record(tag, tag).default({}),
  implications: z.record(tag, z.union([z.array(tag), tag.transform((name) => [name])])).default({}),
  categories: z.record(tag, z.enum(tagCategories)).default({}),
  hidden: z.array(tag).default([]),
});

/** Reads `tags.yaml`; missing, it says nothing. Throws a SettingsError. */
export async function readTagRules(path: string): Promise<TagRules> {
  const plain = await readYaml(path, schema);
  try {
    return compileRules({
      aliases: new Map(Object.entries(plain.aliases)),
      implications: new Map(Object.entries(plain.implications)),
      categories: new Map(Object.entries(plain.categories)),
      hidden: plain.hidden,
    });
  } catch (cause) {
    throw new SettingsError(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
