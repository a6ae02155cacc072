import { isObject, own, ownObject } from '../../catalog/json.ts';
import type { Post } from '../../catalog/post.ts';
import type { PostRecord } from '../../catalog/record.ts';
import { compareTags } from '../../catalog/tag.ts';
import { parsePost } from '../library/post-text.ts';
import { RecordError } from '../library/records.ts';
import type { Context } from '../stages/context.ts';
import { inOrder } from '../stages/in-order.ts';
import { flaskCategories, notFound } from './flask-entry.ts';

/** What the Flask version's tags.json holds for a picture that has tags. */
interface Entry {
  readonly tags: string;
  readonly tags_character: string;
  readonly tags_copyright: string;
  readonly tags_artist: string;
  readonly tags_meta: string;
  readonly tags_general: string;
  readonly id: number | null;
  readonly parent_id: number | null;
  readonly has_children: boolean;
  readonly md5: string;
  readonly sources: readonly string[];
  readonly saucenao_lookup: boolean;
  readonly camie_tagger_lookup: boolean;
}

/** The order in which the Flask version took a post's id and family from its sources. */
const best = ['danbooru', 'e621', 'camie_tagger', 'gelbooru', 'yandere'];

/**
 * The Flask version's tags.json over every post of the library, one entry for each of its files, sorted by path. In
 * pieces, because whole it may be longer than a text can be.
 */
export async function exportTags(context: Context): Promise<{ entries: number; pieces: Buffer[] }> {
  const texts = new Map<string, Buffer>();
  const parents = chosenParents(context);
  const rows = context.library.sql('SELECT number FROM posts ORDER BY number').all();
  let done = 0;
  await inOrder(
    rows.map((row) => Number(row['number'])),
    64,
    async (number) => readPost(context, number),
    async (found) => {
      done += 1;
      context.progress('exporting', done, rows.length);
      if (!found) return;
      const { post, record } = found;
      const value = post.terms.length === 0 ? notFound : entryOf(context, post, record, parents);
      const text = Buffer.from(JSON.stringify(value));
      for (const { path, root } of record.locations) {
        texts.set(root === undefined ? path : `${root}/${path}`, text);
      }
    },
  );
  const paths = [...texts.keys()].toSorted(compareTags);
  const pieces = paths.flatMap((path, at) => [
    Buffer.from(`${at === 0 ? '{\n' : ',\n'}${JSON.stringify(path)}: `),
    texts.get(path) ?? Buffer.alloc(0),
  ]);
  return {
    entries: paths.length,
    pieces: [...pieces, Buffer.from(paths.length > 0 ? '\n}\n' : '{}\n')],
  };
}

async function readPost(
  { library, records }: Context,
  number: number,
): Promise<{ post: Post; record: PostRecord } | undefined> {
  const row = library.sql('SELECT view FROM posts WHERE number = ?').get(number);
  const post = parsePost(row?.['view']);
  try {
    const record = await records.read(post.md5);
    return record && { post, record };
  } catch (error) {
    // It was read a moment ago; if it has been spoilt since, the next run lists it.
    if (error instanceof RecordError) return undefined;
    throw error;
  }
}

/** The numbers that users chose as somebody's parent. */
function chosenParents({ library }: Context): ReadonlySet<number> {
  const rows = library
    .sql("SELECT family ->> '$.chosen' AS number FROM posts WHERE family IS NOT NULL")
    .all();
  return new Set(rows.map((row) => Number(row['number'] ?? 0)));
}

function entryOf(
  context: Context,
  post: Post,
  record: PostRecord,
  parents: ReadonlySet<number>,
): Entry {
  const inCategory = new Map(
    flaskCategories.map(([field, category]) => [
      field,
      post.terms
        .filter((term) => term.category === category)
        .map(({ name }) => name)
        .join(' '),
    ]),
  );
  const of = (field: string): string => inCategory.get(field) ?? '';
  return {
    tags: post.terms.map(({ name }) => name).join(' '),
    tags_character: of('tags_character'),
    tags_copyright: of('tags_copyright'),
    tags_artist: of('tags_artist'),
    tags_meta: of('tags_meta'),
    tags_general: of('tags_general'),
    id: idOf(post),
    parent_id: parentOf(context, post),
    has_children: parents.has(post.number) || hasChildren(record, primaryOf(post)),
    md5: post.md5,
    sources: post.foundBy,
    saucenao_lookup:
      record.rest.get('saucenao_lookup') === true ||
      record.lookups.get('saucenao')?.state === 'found',
    camie_tagger_lookup: post.foundBy.includes('camie_tagger'),
  };
}

function primaryOf({ foundBy }: Post): string | undefined {
  return best.find((source) => foundBy.includes(source)) ?? foundBy[0];
}

function idOf(post: Post): number | null {
  const primary = primaryOf(post);
  return post.ids.find(({ source }) => source === primary)?.id ?? null;
}

/** The user's choice is a number of ours: there it is the id that the parent's own entry has. */
function parentOf({ library }: Context, post: Post): number | null {
  const { chosenParent: chosen } = post;
  if (chosen === null) return null;
  if (chosen === undefined) {
    const primary = primaryOf(post);
    return post.parents.find(({ source }) => source === primary)?.id ?? null;
  }
  const row = library.sql('SELECT view FROM posts WHERE number = ?').get(chosen);
  return row ? idOf(parsePost(row['view'])) : null;
}

function hasChildren({ sources }: PostRecord, primary: string | undefined): boolean {
  const answer = sources.get(primary ?? '');
  if (!isObject(answer)) return false;
  const said = own(ownObject(answer, 'relationships') ?? answer, 'has_children');
  // Gelbooru says it in words.
  return said === true || said === 'true';
}
