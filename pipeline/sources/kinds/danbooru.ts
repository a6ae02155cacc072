import { isObject, ownText } from '../../../catalog/json.ts';
import { type BooruKind, type Row, unknownForm } from '../booru-kind.ts';
import { cleanAnswer } from '../clean-answer.ts';

const fields = [
  'id',
  'created_at',
  'updated_at',
  'md5',
  'rating',
  'score',
  'fav_count',
  'parent_id',
  'has_children',
  'source',
  'pixiv_id',
  'file_ext',
  'file_size',
  'image_width',
  'image_height',
  'is_deleted',
  'is_banned',
  'tag_string',
  'tag_string_artist',
  'tag_string_copyright',
  'tag_string_character',
  'tag_string_general',
  'tag_string_meta',
].join(',');
/** A page holds so many posts at most, and without a `limit` it holds 20. */
const pageSize = '200';

/** Danbooru 2: https://danbooru.donmai.us/wiki_pages/help:api */
export function danbooruKind(batch: number): BooruKind {
  const request = (tags: string) => ({
    path: '/posts.json',
    query: [
      ['tags', tags],
      ['limit', pageSize],
      ['only', fields],
    ] as const,
  });
  return {
    role: 'exact',
    most: batch,
    hidesMd5s: true,
    byMd5s: (md5s) => request(`md5:${md5s.join(',')}`),
    byId: (id) => request(`id:${id}`),
    read,
  };
}

/** What has neither an MD5 nor tags is not taken for a post that hides its MD5. */
function read(body: unknown): readonly Row[] | string {
  if (!Array.isArray(body)) return unknownForm;
  const rows = body.filter(isObject);
  const isPosts = rows.every((row) => ownText(row, 'md5') ?? ownText(row, 'tag_string'));
  return isPosts ? rows.map(readRow) : unknownForm;
}

/** Posts that the asker may not see come without their MD5. */
function readRow(raw: Readonly<Record<string, unknown>>): Row {
  const md5 = ownText(raw, 'md5')?.toLowerCase();
  return { ...(md5 === undefined ? {} : { md5 }), answer: cleanAnswer(raw) };
}
