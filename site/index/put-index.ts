import { formatManifest, type Manifest } from '../../catalog/index/manifest.ts';
import { defaultParameters, type IndexParameters } from '../../catalog/index/parameters.ts';
import { countPosts } from '../../pipeline/library/count-posts.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { LibraryIndex, TermUse } from '../../pipeline/library/library-index.ts';
import type { CompanionStore } from '../companions/companion-store.ts';
import type { RelatedStore } from '../related/related-store.ts';
import { putColumns } from './column-shards.ts';
import { putCompanions } from './companion-shards.ts';
import { type Aliases, putCompletion } from './completion-shards.ts';
import type { IndexChanges, IndexParts, IndexSteps } from './index-parts.ts';
import { putLookups } from './lookup-shards.ts';
import { putPostTags } from './post-tag-shards.ts';
import { putRelated } from './related-shards.ts';
import { putRelations } from './relation-shards.ts';
import { putTypos } from './typo-shards.ts';
import { putVocabulary } from './vocabulary-shards.ts';

/** What the index is made of. */
export interface IndexInput {
  readonly library: Library;
  readonly index: LibraryIndex;
  /** Every term that posts have, sorted by name. */
  readonly uses: readonly TermUse[];
  readonly aliases: Aliases;
  readonly pageSize: number;
  readonly parameters?: IndexParameters;
  /** Which posts have no page of their own, and what tells of them; missing: every post has one. */
  readonly contents?: { readonly pagesFrom: number; readonly hash: string };
  readonly stores?: IndexStores;
}

/** What shards are copied from. */
export interface IndexStores {
  /** Missing: the site shows no related posts. */
  readonly related?: RelatedStore | undefined;
  /** Missing: the index keeps no tags that are beside others. */
  readonly companions?: CompanionStore | undefined;
}

/** An index without what is copied from the stores. */
export type IndexBody = Omit<Manifest, 'related' | 'companions'>;

/** Writes every shard of the index but the manifest, which is returned: it must be published last. */
export function putIndex(input: IndexInput, changes: IndexChanges, parts: IndexParts): string {
  const steps = indexSteps(input, changes, parts);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return finishIndex(value, input.stores ?? {}, parts);
  }
}

/**
 * Writes all but what is copied from the stores, in steps of less than a second, whatever the collection holds: between
 * two, others get to work.
 */
export function* indexSteps(
  {
    library,
    index,
    uses,
    aliases,
    pageSize,
    contents = { pagesFrom: 1, hash: '' },
    parameters = defaultParameters,
  }: Omit<IndexInput, 'stores'>,
  changes: IndexChanges,
  parts: IndexParts,
): IndexSteps<IndexBody> {
  const vocabulary = yield* putVocabulary({ index, uses, aliases }, parameters, changes, parts);
  const columns = yield* putColumns(
    index.columns,
    index.highest,
    parameters.shapes,
    changes,
    parts,
  );
  const lookups = putLookups(library, index.columns, parameters.keys, parts);
  yield;
  const postTags = yield* putPostTags(
    {
      library,
      uses,
      highest: index.highest,
      groupSize: parameters.block,
      blockSize: parameters.related,
    },
    changes,
    parts,
  );
  const completion = putCompletion(uses, aliases, parameters, changes, parts);
  yield;
  return {
    parameters,
    posts: countPosts(library),
    highest: index.highest,
    tags: uses.filter(({ category }) => category !== undefined).length,
    pageSize,
    pagesFrom: contents.pagesFrom,
    contents: contents.hash,
    vocabulary,
    ...columns,
    lookups,
    relations: putRelations(library, parameters.block, changes, parts),
    postTags,
    completion,
    typos: putTypos(uses, aliases, changes, parts),
  };
}

/** Writes what is copied from the stores; the manifest of the whole is returned. */
export function finishIndex(
  body: IndexBody,
  { related, companions }: IndexStores,
  parts: IndexParts,
): string {
  return formatManifest({
    ...body,
    related: related ? putRelated(related, body.parameters.block, parts) : '',
    companions: companions ? putCompanions(companions, parts) : '',
  });
}
