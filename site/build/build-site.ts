import { contentHash } from '../../catalog/index/content-hash.ts';
import { manifestName } from '../../catalog/index/manifest.ts';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { shardAddress, wrapShard } from '../../catalog/index/shard.ts';
import { ratingLetter, ratings } from '../../catalog/rating.ts';
import { type Library, openLibrary } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { libraryRevision } from '../../pipeline/library/revision.ts';
import type { Counts, SiteReport, SiteRequest } from '../../pipeline/library/site-request.ts';
import { bundleAssets } from '../bundle-assets.ts';
import { putIndex } from '../index/put-index.ts';
import type { Frame } from '../page-data.ts';
import { FilePlacer } from './media.ts';
import { OutputFolder } from './output-folder.ts';
import { Outputs } from './outputs.ts';
import { checkOriginals, placingProblem } from './placing-errors.ts';
import { type PlannedFile, planMedia } from './plan-media.ts';
import { type PageStyle, type PlannedPage, planPages } from './plan-pages.ts';
import { renderPages } from './render-pages.ts';
import { hashSources } from './source-hash.ts';
import { checkSiteSettings } from './supported-settings.ts';

type Progress = (stage: string, done: number, total: number) => void;

/** What has to be made. Everything else is in place. */
interface Plan {
  readonly assets: ReadonlyMap<string, Uint8Array>;
  readonly shards: ReadonlyMap<string, string>;
  readonly manifest: string | undefined;
  readonly media: readonly PlannedFile[];
  readonly pages: readonly PlannedPage[];
}

/**
 * Builds a site in place, in an order that a reader can live with: assets, shards, pictures, pages, then the manifest,
 * then what is no longer the site's is removed. Only what has changed is made and written.
 */
export async function buildSite(request: SiteRequest, progress: Progress): Promise<SiteReport> {
  const began = performance.now();
  const notices = checkSiteSettings(request.settings);
  const folder = OutputFolder.open(request.out, request.settings.paths);
  using library = openLibrary(request.settings.paths.state);
  const build = new Build(request, folder, library, progress);
  await build.run();
  return {
    posts: build.posts,
    pages: build.counts.pages,
    shards: build.counts.shards,
    media: build.counts.media,
    seconds: Math.round(performance.now() - began) / 1000,
    problems: build.problems,
    notices,
  };
}

class Build {
  readonly counts = {
    pages: noCounts(),
    shards: noCounts(),
    media: noCounts(),
    assets: noCounts(),
  };
  readonly problems: { path: string; reason: string }[] = [];
  readonly posts: number;
  readonly #request: SiteRequest;
  readonly #folder: OutputFolder;
  readonly #library: Library;
  readonly #outputs: Outputs;
  readonly #progress: Progress;
  readonly #placer = new FilePlacer();

  constructor(request: SiteRequest, folder: OutputFolder, library: Library, progress: Progress) {
    this.#request = request;
    this.#folder = folder;
    this.#library = library;
    this.#progress = progress;
    this.#outputs = new Outputs(library, folder);
    this.posts = Number(library.sql('SELECT count(*) AS count FROM posts').get()?.['count']);
  }

  async run(): Promise<void> {
    this.#progress('planning', 0, 0);
    const sources = hashSources();
    const input = this.#inputHash(sources);
    if (this.#outputs.isUpToDate(input)) {
      for (const address of this.#outputs.remembered()) this.#count(address).same += 1;
      return;
    }
    const { frame, files } = await this.#frame();
    const style = this.#style(sources, frame);
    const plan = this.#plan(files, style);
    const stale = this.#outputs.stale();
    const state = this.#outputs.state();
    const addresses = this.#outputs.addresses;
    if (isEmpty(plan) && stale.length === 0 && this.#folder.before?.state === state) {
      this.#outputs.finish([], state, input);
      return;
    }
    checkOriginals(plan.media, this.#folder.path, this.#placer, this.#settingsFile);
    this.#folder.sweepDrafts();
    const all = new Set([...addresses, ...(this.#folder.before?.files ?? [])]);
    this.#folder.writeLedger({ isComplete: false, state, files: all });
    await this.#make(plan, style);
    for (const address of stale) {
      this.#folder.remove(address);
      this.#count(address).removed += 1;
    }
    // What could not be made is tried again by the next build, and told again.
    this.#outputs.finish(stale, state, this.problems.length === 0 ? input : '');
    const failed = new Set(this.problems.map(({ path }) => path));
    const { present } = this.#folder;
    // A file of an earlier build that could not be replaced is still ours to remove.
    const ours = [...addresses].filter((address) => !failed.has(address) || present.has(address));
    this.#folder.writeLedger({ isComplete: true, state, files: new Set(ours) });
  }

  /** Of everything that the site is made of; the same: nothing can have changed. */
  #inputHash(sources: string): string {
    const { settings, categories, aliases } = this.#request;
    const links =
      settings.originals === 'symlink'
        ? [...planMedia(this.#library, this.#request)].map(({ hash }) => hash)
        : [];
    const { site, thumbnails, originals } = settings;
    const facts = [sources, site, thumbnails, originals, categories, aliases, links];
    return contentHash(`${JSON.stringify(facts)} ${libraryRevision(this.#library)}`);
  }

  async #frame(): Promise<{ frame: Frame; files: ReadonlyMap<string, Uint8Array> }> {
    const { site, originals } = this.#request.settings;
    const { assets, files } = await bundleAssets();
    const isElsewhere = /^https?:/.test(originals);
    const elsewhere = isElsewhere
      ? {
          imageOrigin: new URL(originals).origin,
          originalsAddress: originals.replace(/\/$/, ''),
        }
      : {};
    const blur = ratings.filter((rating) =>
      site.blur.some((letter) => letter === ratingLetter(rating)),
    );
    const url = site.url === null ? {} : { url: site.url };
    return {
      frame: { title: site.title, theme: site.theme, assets, blur, ...elsewhere, ...url },
      files,
    };
  }

  #style(sources: string, frame: Frame): PageStyle {
    const { site, thumbnails, originals } = this.#request.settings;
    return {
      hash: contentHash(JSON.stringify([sources, frame, thumbnails, originals])),
      frame,
      pageSize: site.pageSize,
      grid: thumbnails.grid,
    };
  }

  #plan(files: ReadonlyMap<string, Uint8Array>, style: PageStyle): Plan {
    const { categories, aliases } = this.#request;
    const index = new LibraryIndex(this.#library, new Map(categories));
    const terms = index.allTerms();
    const assets = [...files].filter(([address, bytes]) => this.#want(address, contentHash(bytes)));
    const shards = new Map<string, string>();
    const put = (name: string, content: Parameters<typeof wrapShard>[1]): string => {
      const { script, hash } = wrapShard(name, content);
      if (this.#want(shardAddress(name), hash)) shards.set(shardAddress(name), script);
      return hash;
    };
    const root = putIndex(this.#library, index, terms, aliases, style.pageSize, put, {
      ...defaultParameters,
      segment: this.#library.segmentSize,
    });
    const { script, hash } = wrapShard(manifestName, root);
    const media = [...planMedia(this.#library, this.#request)];
    return {
      assets: new Map(assets),
      shards,
      media: media.filter((file) => this.#want(file.address, file.hash)),
      pages: planPages(this.#library, terms, style).filter((page) =>
        this.#want(page.address, page.hash),
      ),
      manifest: this.#want(shardAddress(manifestName), hash) ? script : undefined,
    };
  }

  #want(address: string, hash: string): boolean {
    const isWanted = this.#outputs.want(address, hash);
    if (!isWanted) this.#count(address).same += 1;
    return isWanted;
  }

  async #make(plan: Plan, style: PageStyle): Promise<void> {
    for (const [address, bytes] of plan.assets) this.#write(address, bytes);
    this.#each('index', [...plan.shards], ([address, script]) => this.#write(address, script));
    this.#each('pictures', plan.media, (file) => this.#place(file));
    await renderPages(this.#request, style, plan.pages, (addresses, written, done) => {
      this.counts.pages.written += written;
      this.counts.pages.same += addresses.length - written;
      for (const address of addresses) this.#outputs.note(address);
      this.#progress('pages', done, plan.pages.length);
    });
    if (plan.manifest !== undefined) this.#write(shardAddress(manifestName), plan.manifest);
  }

  #each<T>(stage: string, items: readonly T[], work: (item: T) => void): void {
    items.forEach((item, place) => {
      work(item);
      if (place % 500 === 499) this.#progress(stage, place + 1, items.length);
    });
  }

  #write(address: string, content: string | Uint8Array): void {
    if (this.#folder.write(address, content)) this.#count(address).written += 1;
    else this.#count(address).same += 1;
    this.#outputs.note(address);
  }

  #place(file: PlannedFile): void {
    const { address, source, mode } = file;
    try {
      this.#placer.place(source, this.#folder.prepare(address), mode);
    } catch (error) {
      const reason = placingProblem(error, file, this.#settingsFile);
      this.problems.push({ path: address, reason });
      return;
    }
    this.counts.media.written += 1;
    this.#outputs.note(address);
  }

  get #settingsFile(): string {
    return this.#request.settings.paths.settingsFile;
  }

  #count(address: string): Counts {
    if (address.endsWith('.html')) return this.counts.pages;
    if (address.startsWith('data/')) return this.counts.shards;
    return address.startsWith('assets/') ? this.counts.assets : this.counts.media;
  }
}

function noCounts(): Counts {
  return { written: 0, same: 0, removed: 0 };
}

function isEmpty({ assets, shards, media, pages, manifest }: Plan): boolean {
  return assets.size + shards.size + media.length + pages.length === 0 && manifest === undefined;
}
