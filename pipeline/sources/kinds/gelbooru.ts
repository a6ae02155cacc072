import { decodeHTML } from 'entities';
import {
  isObject,
  type JsonObject,
  own,
  ownArray,
  ownInteger,
  ownObject,
  ownText,
} from '../../../catalog/json.ts';
import { type BooruKind, type Row, unknownForm } from '../booru-kind.ts';
import { cleanAnswer } from '../clean-answer.ts';
import { withTagTypes } from '../tag-types.ts';

/** Gelbooru itself, or a booru that runs its version 0.2, as safebooru.org and rule34.xxx do. */
export type GelbooruDialect = 'gelbooru' | '0.2';

/** One MD5 a request. https://gelbooru.com/index.php?page=wiki&s=view&id=18780 */
export function gelbooruKind(dialect: GelbooruDialect): BooruKind {
  const request = (name: string, value: string) => ({
    path: '/index.php',
    query: [
      ['page', 'dapi'],
      ['s', 'post'],
      ['q', 'index'],
      ['json', '1'],
      ['limit', '1'],
      [name, value],
      // Each tag's type with the post.
      ...(dialect === '0.2' ? [['fields', 'tag_info'] as const] : []),
    ] as const,
  });
  return {
    role: 'leftover',
    most: 1,
    byMd5s: (md5s) => request('tags', `md5:${md5s.join(',')}`),
    byId: (id) => request('id', String(id)),
    read: (body) => {
      // Version 0.2 says nothing at all where there is nothing.
      if (body === undefined && dialect === '0.2') return [];
      const posts = postsIn(body);
      return typeof posts === 'string' ? posts : posts.filter(isObject).map(readRow);
    },
  };
}

/**
 * Gelbooru wraps its posts, and leaves `post` out where there is none; version 0.2 lists them bare. Errors come as a text,
 * or in a field.
 */
function postsIn(body: unknown): readonly unknown[] | string {
  if (Array.isArray(body)) return body;
  if (typeof body === 'string') return `answered: ${body}`;
  if (!isObject(body)) return unknownForm;
  const post = own(body, 'post');
  if (Array.isArray(post)) return post;
  if (isObject(post)) return [post];
  const count = ownInteger(ownObject(body, '@attributes') ?? {}, 'count');
  return post === undefined && count === 0 ? [] : unknownForm;
}

function readRow(raw: JsonObject): Row {
  // Version 0.2 calls it `hash`.
  const md5 = (ownText(raw, 'md5') ?? ownText(raw, 'hash'))?.toLowerCase();
  const { tag_info: _info, ...plain } = cleanAnswer(raw);
  const source = ownText(raw, 'source');
  const decoded = {
    ...plain,
    tags: (ownText(raw, 'tags') ?? '').split(/\s+/).map(decodeName).join(' ').trim(),
    ...(source === undefined ? {} : { source: decodeHTML(source) }),
  };
  const types = new Map(
    ownArray(raw, 'tag_info')
      .filter(isObject)
      .map((info) => [decodeName(ownText(info, 'tag') ?? ''), ownText(info, 'type')]),
  );
  const answer = withTagTypes(decoded, (name) => types.get(name));
  return { ...(md5 === undefined ? {} : { md5 }), answer };
}

/** Names come with HTML entities; decoded once, what is in one stays one name. */
export function decodeName(name: string): string {
  return decodeHTML(name).trim().replace(/\s+/gu, '_');
}
