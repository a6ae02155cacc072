import { isObject, type JsonObject, own, ownObject, ownText } from '../../../catalog/json.ts';
import { type BooruKind, type Row, unknownForm } from '../booru-kind.ts';
import { cleanAnswer } from '../clean-answer.ts';
import { withTagTypes } from '../tag-types.ts';

/** Moebooru, as yande.re and Konachan run it: https://yande.re/help/api. It tells the tags' types in the same answer. */
export function moebooruKind(batch: number): BooruKind {
  const request = (tags: string) => ({
    path: '/post.json',
    query: [
      ['tags', `${tags} deleted:all`],
      ['limit', String(Math.max(100, batch))],
      ['api_version', '2'],
      ['include_tags', '1'],
    ] as const,
  });
  return {
    role: 'exact',
    most: batch,
    byMd5s: (md5s) => request(`md5:${md5s.join(',')}`),
    byId: (id) => request(`id:${id}`),
    read,
  };
}

/** Version 2 wraps the posts, version 1 does not. */
function read(body: unknown): readonly Row[] | string {
  const posts = isObject(body) ? own(body, 'posts') : body;
  if (!Array.isArray(posts)) return unknownForm;
  const types = (isObject(body) && ownObject(body, 'tags')) || {};
  return posts.filter(isObject).map((raw) => readRow(raw, types));
}

function readRow(raw: JsonObject, types: JsonObject): Row {
  const md5 = ownText(raw, 'md5')?.toLowerCase();
  const answer = withTagTypes(cleanAnswer(raw), (name) => ownText(types, name));
  return { ...(md5 === undefined ? {} : { md5 }), answer };
}
