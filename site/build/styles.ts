import { contentHash } from '../../catalog/index/content-hash.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { SiteRequest } from '../../pipeline/library/site-request.ts';
import { hashLocations } from './plan-media.ts';
import type { PageStyle } from './plan-pages.ts';
import type { Workshop } from './workshop.ts';

/** What parts of one kind depend on besides posts: name → hash. Another value of any makes all of them anew. */
type Inputs = Readonly<Record<string, string>>;

/** By kind: shards, the posts' pages and pictures, all other pages. */
export interface Styles {
  readonly index: Inputs;
  readonly posts: Inputs;
  readonly pages: Inputs;
}

/** `sources`: the hash of the program's own text. */
export function stylesOf(
  {
    request,
    library,
    sources,
    workshop,
  }: {
    readonly request: SiteRequest;
    readonly library: Library;
    readonly sources: string;
    readonly workshop: Workshop;
  },
  { frame, pageSize, pagesFrom }: PageStyle,
): Styles {
  const { settings, categories, aliases } = request;
  const { thumbnails, originals } = settings;
  const hash = (value: unknown): string => contentHash(JSON.stringify(value));
  const program = { 'the program': hash([sources, frame.assets]) };
  const shown = { ...program, 'the settings': hash([frame, thumbnails, originals]) };
  const tags = { 'tags.yaml': hash([categories, aliases]) };
  const paging = { 'site.pageSize': String(pageSize) };
  const pages = { 'site.pages': String(pagesFrom) };
  const links = originals === 'symlink' ? hashLocations(library, request) : '';
  return {
    index: {
      ...program,
      ...tags,
      ...paging,
      'sizes of the index': hash([workshop.sizes, library.segmentSize]),
    },
    posts: { ...shown, ...pages, ...(links === '' ? {} : { 'the places of the pictures': links }) },
    pages: { ...shown, ...tags, ...paging, ...pages },
  };
}

/** Names of the inputs of a kind that are not what they were. `before`: as text; `undefined`: nobody knows. */
export function differingInputs(
  before: string | undefined,
  now: Styles,
  kind: keyof Styles,
): readonly string[] {
  const known = before === undefined ? {} : (JSON.parse(before) as Partial<Styles>)[kind];
  const names = new Set([...Object.keys(known ?? {}), ...Object.keys(now[kind])]);
  return [...names].filter((name) => known?.[name] !== now[kind][name]);
}
