import { z } from 'zod';
import type { AddedTag, EditChange } from '../../catalog/edits.ts';
import { parseRating } from '../../catalog/rating.ts';
import { isTagCategory, normaliseTag, tagCategories } from '../../catalog/tag.ts';

const tagText = z.string().min(1).max(2000);

const addedTag = z
  .union([tagText, z.strictObject({ name: tagText, category: z.enum(tagCategories).optional() })])
  .transform((value, context): AddedTag => {
    const { name, category } = typeof value === 'string' ? splitTag(value) : value;
    const clean = normaliseTag(name);
    if (clean === '') context.addIssue({ code: 'custom', message: 'is no tag' });
    return category === undefined ? { name: clean } : { name: clean, category };
  });

/** `name`, or `category:name` where that is a category. */
function splitTag(text: string): { name: string; category?: AddedTag['category'] } {
  const [, category, rest = ''] = /^([a-z]+):(.+)$/su.exec(text) ?? [];
  return isTagCategory(category) ? { name: rest, category } : { name: text };
}

const removedTag = tagText.transform(normaliseTag).refine((name) => name !== '', 'is no tag');

const rating = z.string().transform((text, context) => {
  const known = parseRating(text);
  if (known) return known;
  context.addIssue({ code: 'custom', message: 'wants general, sensitive, questionable, explicit' });
  return z.NEVER;
});

/** The fields of a change by the user, as requests carry them. */
export const changeFields = {
  add: z.array(addedTag).max(1000).optional(),
  remove: z.array(removedTag).max(1000).optional(),
  rating: z.union([rating, z.null()]).optional(),
  parent: z.union([z.int().positive(), z.null(), z.literal('sources')]).optional(),
  favourite: z.boolean().optional(),
};

type ChangeFields = z.output<z.ZodObject<typeof changeFields>>;

/** The change alone, without what is not said. */
export function changeOf({ add, remove, rating, parent, favourite }: ChangeFields): EditChange {
  return {
    ...(add && add.length > 0 ? { add } : {}),
    ...(remove && remove.length > 0 ? { remove } : {}),
    ...(rating === undefined ? {} : { rating }),
    ...(parent === undefined ? {} : { parent }),
    ...(favourite === undefined ? {} : { favourite }),
  };
}
