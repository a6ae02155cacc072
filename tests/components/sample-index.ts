import type { Manifest } from '../../catalog/index/manifest.ts';
import { defaultParameters } from '../../catalog/index/parameters.ts';

export const sampleManifest: Manifest = {
  parameters: { ...defaultParameters, segment: 8, block: 4 },
  posts: 3,
  highest: 3,
  tags: 2,
  pageSize: 2,
  pagesFrom: 1,
  contents: '',
  vocabulary: '0000000000000001',
  columns: new Map([['width', '0000000000000002']]),
  shapes: '0000000000000006',
  texts: new Map(),
  lookups: new Map(),
  relations: '0000000000000003',
  related: '',
  postTags: '0000000000000009',
  companions: '',
  completion: '0000000000000004',
  typos: '0000000000000005',
};
