import { formatManifest, type Manifest } from '../../catalog/index/manifest.ts';
import { defaultParameters, type IndexParameters } from '../../catalog/index/parameters.ts';
import type { Term } from '../../catalog/index/vocabulary.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { putColumns } from './column-shards.ts';
import { type Aliases, putCompletion } from './completion-shards.ts';
import { putRelations } from './relation-shards.ts';
import type { PutShard } from './shard-file.ts';
import { putTypos } from './typo-shards.ts';
import { putVocabulary } from './vocabulary-shards.ts';

/** Writes every shard of the index but the manifest, which is returned: it must be published last. */
export function putIndex(
  library: Library,
  index: LibraryIndex,
  terms: readonly Term[],
  aliases: Aliases,
  pageSize: number,
  put: PutShard,
  parameters: IndexParameters = defaultParameters,
): string {
  const { posts } = library.sql('SELECT count(*) AS posts FROM posts').get() ?? {};
  const manifest: Manifest = {
    parameters,
    posts: Number(posts),
    highest: index.highest,
    tags: terms.filter(({ category }) => category !== undefined).length,
    pageSize,
    vocabulary: putVocabulary(index, terms, parameters, put),
    columns: putColumns(library, parameters.block, put),
    relations: putRelations(library, parameters.block, put),
    completion: putCompletion(terms, aliases, parameters, put),
    typos: putTypos(terms, put),
  };
  return formatManifest(manifest);
}
