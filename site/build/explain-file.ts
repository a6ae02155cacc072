import { numbersPerFolder } from '../../catalog/addresses.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { manifestName } from '../../catalog/index/manifest.ts';
import { shardAddress } from '../../catalog/index/shard.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import type { FileReport, SiteRequest } from '../../pipeline/library/site-request.ts';
import { type IndexParts, nothingKept } from '../index/index-parts.ts';
import { Build } from './build.ts';
import { fileStamp, shardStamp } from './kept-shards.ts';
import { libraryState } from './library-state.ts';
import { planBlurs } from './plan-blurs.ts';
import { groupOf, planGroup } from './plan-galleries.ts';
import { locate, planMedia } from './plan-media.ts';
import { planPages } from './plan-pages.ts';
import { planPostPage, postsPart, readRows } from './plan-posts.ts';
import { planTags, tagsOf } from './plan-tags.ts';
import { putSiteIndex } from './site-index.ts';
import type { Styles } from './styles.ts';
import { Workshop } from './workshop.ts';

/** A file as the next build would plan it. */
interface Planned {
  readonly part: string;
  /** Whose inputs it depends on, besides `content`. */
  readonly kind?: keyof Styles;
  readonly content: string;
  /** Of what it is made of now. */
  readonly hash: string;
}

/** Says of one file of a site what it depends on, and why the next build would write or remove it. Writes nothing. */
export async function explainFile(request: SiteRequest, address: string): Promise<FileReport> {
  using workshop = new Workshop();
  return await explainFileIn(workshop, request, address);
}

/** The same with what has been opened for another file. */
export async function explainFileIn(
  workshop: Workshop,
  request: SiteRequest,
  address: string,
): Promise<FileReport> {
  const library = workshop.libraries.open(libraryState(request));
  const build = await Build.open({ request, library, progress: () => undefined, workshop });
  const planned =
    planOfPost(build, address) ??
    planOfGallery(build, address) ??
    planOfAsset(build, address) ??
    (await planOfShards(build, address));
  const known = build.parts.find(address);
  if (!planned) {
    const reasons = known ? ['the site no longer has it: it would be removed'] : [];
    return { address, ...(known ? { part: known.part } : {}), dependsOn: [], reasons };
  }
  const inputs = planned.kind ? Object.keys(build.styles[planned.kind]) : ['the program'];
  return {
    address,
    part: planned.part,
    dependsOn: [planned.content, ...inputs],
    reasons: reasonsOf(build, planned, known?.hash, address),
  };
}

function reasonsOf(
  build: Build,
  { kind, content, hash }: Planned,
  before: string | undefined,
  address: string,
): readonly string[] {
  const isThere = build.folder.has(address);
  if (!build.parts.isTrusted)
    return ['the last build here was cut off, or not of this library: every file is compared'];
  if (isThere && before === hash) return [];
  const inputs = kind ? build.changedInputs(kind) : ['the program'];
  const changes = inputs.length > 0 ? inputs : [content];
  return [
    ...(isThere ? [] : ['it is not there']),
    ...(before === undefined ? ['no build has written it yet'] : []),
    ...(before !== undefined && before !== hash
      ? changes.map((name) => `another state than at the last build: ${name}`)
      : []),
  ];
}

function planOfPost(build: Build, address: string): Planned | undefined {
  const [, number] =
    /^(?:post|thumbs|previews|blurs|originals)\/\d+\/(\d+)\.\w+$/.exec(address) ?? [];
  if (number === undefined) return undefined;
  const { library, request, style } = build;
  const [row] = readRows(library, Number(number), Number(number));
  if (!row) return undefined;
  const source = locate(library, request, row.number, row.number).get(row.number) ?? '';
  const files = [
    planPostPage(row, style.hash),
    ...planMedia(request, row, source),
    ...planBlurs(library, [row], style.frame.blur),
  ];
  const file = files.find((item) => item.address === address);
  const content = `post ${number}: its record, and what tags.yaml makes of it`;
  return (
    file && {
      part: postsPart(Math.floor(row.number / numbersPerFolder)),
      kind: 'posts',
      content,
      hash: file.hash,
    }
  );
}

function planOfGallery(build: Build, address: string): Planned | undefined {
  const [, page] = /^page\/(\d+)\.html$/.exec(address) ?? [];
  if (page === undefined) return undefined;
  const { library, style } = build;
  const group = groupOf(Number(page));
  const file = planGroup(library, group, style).find((item) => item.address === address);
  const last = Number(page) * style.pageSize;
  const content = `posts ${last - style.pageSize + 1} to ${last}, and which pages are next to it`;
  return file && { part: `gallery ${group}`, kind: 'pages', content, hash: file.hash };
}

function planOfAsset(build: Build, address: string): Planned | undefined {
  const bytes = build.assets.get(address);
  return bytes && { part: 'assets', content: 'components and styles', hash: contentHash(bytes) };
}

/** Makes the changed parts of the index, in memory alone, as there is no other way to know what they hold. */
async function planOfShards(build: Build, address: string): Promise<Planned | undefined> {
  let found: Planned | undefined;
  const make = (part: string, work: Parameters<IndexParts['part']>[2]): string =>
    work((name, content) => {
      const hash = contentHash(content);
      if (shardAddress(name) === address) found = shardPlan(part, shardStamp(hash));
      return hash;
    }, nothingKept);
  const keep = (part: string): string | undefined => {
    const known = build.parts.find(address);
    if (known?.part === part && !found) found = shardPlan(part, known.hash);
    return build.parts.keep(part);
  };
  await using index = await putSiteIndex(build, {
    part: (part, isChanged, work) => (isChanged ? undefined : keep(part)) ?? make(part, work),
    partOf: (part, input, work) => {
      const [known, ...result] = keep(part)?.split(' ') ?? [];
      return known === input ? result.join(' ') : make(part, work);
    },
  });
  const root = await index.finish();
  if (address === shardAddress(manifestName)) {
    return shardPlan('manifest', fileStamp(manifestName, contentHash(root)));
  }
  return planOfPage(build, address, index.uses) ?? found;
}

function planOfPage(
  { library, style }: Build,
  address: string,
  uses: readonly TermUse[],
): Planned | undefined {
  const terms = { uses, tags: tagsOf(uses) };
  const tags = planTags(library, terms, style, undefined);
  const all = [
    ...tags.parts.map(({ name, pages }) => ({ name, pages: pages() })),
    { name: 'pages', pages: [...tags.first, ...planPages(library, terms, style)] },
  ];
  const content = 'what it shows: newest posts, counts, tags';
  for (const { name, pages } of all) {
    const page = pages.find((item) => item.address === address);
    if (page) return { part: name, kind: 'pages', content, hash: page.hash };
  }
  return undefined;
}

function shardPlan(part: string, hash: string): Planned {
  return { part, kind: 'index', content: `the posts and terms of ${part}`, hash };
}
