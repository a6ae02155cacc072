import { isObject, type JsonObject, own, ownObject, ownText } from '../../../catalog/json.ts';
import { type BooruKind, type Row, unknownForm } from '../booru-kind.ts';
import { cleanAnswer } from '../clean-answer.ts';

/** e621: https://e621.net/help/api. Its answers have had four shapes, and may take another of them any day. */
export function e621Kind(batch: number): BooruKind {
  const request = (tags: string) => ({
    path: '/posts.json',
    query: [
      // Deleted posts tell their tags too.
      ['tags', `${tags} status:any`],
      ['limit', '320'],
    ] as const,
  });
  return {
    role: 'exact',
    most: batch,
    byMd5s: (md5s) => request(`md5:${md5s.join(',')}`),
    byId: (id) => request(`id:${id}`),
    read: (body) => {
      const posts = postsIn(body);
      return posts ? posts.filter(isObject).map(readRow) : unknownForm;
    },
  };
}

/** `{posts: []}`, `{post: {}}`, `[]`, or the post itself. */
function postsIn(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  if (!isObject(body)) return undefined;
  const posts = own(body, 'posts');
  if (Array.isArray(posts)) return posts;
  const post = ownObject(body, 'post') ?? body;
  return md5Of(post) === undefined ? undefined : [post];
}

function readRow(raw: JsonObject): Row {
  const md5 = md5Of(raw);
  return { ...(md5 === undefined ? {} : { md5 }), answer: cleanAnswer(raw) };
}

/** Version 2 keeps it with the files. */
function md5Of(raw: JsonObject): string | undefined {
  const meta = ownObject(ownObject(raw, 'files') ?? {}, 'meta');
  return ownText(ownObject(raw, 'file') ?? meta ?? raw, 'md5')?.toLowerCase();
}
