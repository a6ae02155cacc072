/** Names of the index's shards, below `data/`. */
export const shardNames = {
  vocabularyList: 'vocabulary/manifest',
  vocabulary: (block: string): string => `vocabulary/${block}`,
  bundle: (segment: number, block: string): string => `postings/${segment}/${block}`,
  own: (segment: number, nameHash: string): string => `postings/${segment}/t-${nameHash}`,
  columnList: (column: string): string => `columns/${column}/manifest`,
  column: (column: string, block: number): string => `columns/${column}/${block}`,
  textList: (field: string): string => `texts/${field}/manifest`,
  text: (field: string, block: number): string => `texts/${field}/${block}`,
  lookupList: (table: string): string => `lookup/${table}/manifest`,
  lookup: (table: string, block: string): string => `lookup/${table}/${block}`,
  relationsList: 'relations/manifest',
  relations: (block: number): string => `relations/${block}`,
  relatedList: 'related/manifest',
  relatedGroup: (group: number): string => `related/g${group}`,
  related: (block: number): string => `related/${block}`,
} as const;
