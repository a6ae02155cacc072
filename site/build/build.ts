import { contentHash } from '../../catalog/index/content-hash.ts';
import { shardAddress } from '../../catalog/index/shard.ts';
import { ShardFiles } from '../../catalog/index/shard-files.ts';
import type { AddressSet } from '../../pipeline/library/address-set.ts';
import { ChangesSince } from '../../pipeline/library/changes-since.ts';
import { countPosts, highestNumber } from '../../pipeline/library/count-posts.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { libraryRevision, revisionCount } from '../../pipeline/library/revision.ts';
import { rememberSite, type SiteFacts, siteFacts } from '../../pipeline/library/site-facts.ts';
import type { Counts, SiteReport, SiteRequest } from '../../pipeline/library/site-request.ts';
import {
  allChanged,
  type IndexChanges,
  type IndexParts,
  type MakePart,
  type PutShard,
} from '../index/index-parts.ts';
import { frameOf, type SiteFrame } from './frame.ts';
import { fileStamp, keptShards, shardStamp } from './kept-shards.ts';
import { OutputFolder } from './output-folder.ts';
import type { PageStyle } from './plan-pages.ts';
import type { RenderSetup } from './render-messages.ts';
import { SiteMemory } from './site-memory.ts';
import { SiteParts } from './site-parts.ts';
import { differingInputs, type Styles, stylesOf } from './styles.ts';
import { rememberFolders } from './survey-folders.ts';
import type { Workshop } from './workshop.ts';

export type Progress = (stage: string, done: number, total: number) => void;

/** One build of one site: what it is made of, what of it is there, and what has been done so far. */
export class Build {
  readonly request: SiteRequest;
  readonly library: Library;
  readonly folder: OutputFolder;
  readonly parts: SiteParts;
  readonly progress: Progress;
  readonly workshop: Workshop;
  readonly style: PageStyle;
  readonly assets: SiteFrame['files'];
  readonly problems: { path: string; reason: string }[] = [];
  readonly counts = {
    pages: noCounts(),
    shards: noCounts(),
    media: noCounts(),
    assets: noCounts(),
  };
  readonly #memory: SiteMemory;
  readonly #facts: SiteFacts;
  readonly styles: Styles;
  readonly #shardFiles = new ShardFiles();

  private constructor(opened: Opened, { style, files }: SiteFrame) {
    this.request = opened.request;
    this.library = opened.library;
    this.folder = opened.folder;
    this.parts = opened.parts;
    this.progress = opened.progress;
    this.workshop = opened.workshop;
    this.#memory = opened.memory;
    this.#facts = opened.facts;
    this.style = style;
    this.assets = files;
    this.styles = stylesOf(opened, style);
  }

  /** Throws a SettingsError where the folder cannot be a site's. */
  static async open(wish: BuildWish): Promise<Build> {
    const { request, library, workshop } = wish;
    const folder = OutputFolder.open(request.out, request.settings.paths, request.part?.query);
    const facts = siteFacts(library, folder.path);
    const { before } = folder;
    const isTrusted = before?.isComplete === true && before.state === facts.state;
    const memory = new SiteMemory(library, folder.path);
    const parts = new SiteParts(memory, folder, isTrusted);
    const { sources } = workshop;
    const assets = await workshop.assets(request.settings.paths.state);
    const opened = { ...wish, folder, facts, memory, parts, sources };
    return new Build(opened, frameOf(request.settings, sources, assets, highestNumber(library)));
  }

  /** Whether nothing has changed since this folder was built, and everything is still there. */
  get isUpToDate(): boolean {
    return this.parts.isWhole && this.#facts.input === this.#input;
  }

  /** The library's revision from which on changes concern parts of a kind; 0: all of it. */
  since(kind: keyof Styles): number {
    if (!this.parts.isTrusted || this.changedInputs(kind).length > 0) return 0;
    return revisionCount(this.library, this.#facts.revision);
  }

  /** What parts of a kind depend on besides posts, and is not what it was at the last build. */
  changedInputs(kind: keyof Styles): readonly string[] {
    return differingInputs(this.#facts.styles, this.styles, kind);
  }

  get indexChanges(): IndexChanges {
    const since = this.since('index');
    if (since === 0) return allChanged;
    const changes = new ChangesSince(this.library, since);
    return {
      names: changes.names,
      touches: (first, last) => changes.touches(first, last),
      numbers: (first, last) => changes.numbers(first, last),
      hasFact: (fact, first, last) => changes.hasFact(fact, first, last),
    };
  }

  /** Parts of the index are shards, written as soon as they are made. */
  get indexParts(): IndexParts {
    return {
      part: (name, isChanged, make) => {
        const kept = isChanged ? undefined : this.parts.keep(name);
        return kept ?? this.putShards(name, make);
      },
      partOf: (name, input, make) => {
        // The same input makes other files in another version.
        const stamp = shardStamp(input);
        const [known, ...result] = this.parts.keep(name)?.split(' ') ?? [];
        if (known === stamp) return result.join(' ');
        return this.putShards(name, (put, kept) => `${stamp} ${make(put, kept)}`).slice(
          stamp.length + 1,
        );
      },
    };
  }

  putShards(name: string, make: MakePart): string {
    const part = this.parts.open(name);
    const put: PutShard = (shard, content) => {
      const { script, hash } = this.#shardFiles.wrap(shard, content);
      const address = shardAddress(shard);
      if (part.want(address, fileStamp(shard, hash)) && this.folder.write(address, script)) {
        this.counts.shards.written += 1;
      }
      return hash;
    };
    const result = make(put, keptShards(part, this.folder));
    this.parts.close(name, part, { result });
    return result;
  }

  get renderSetup(): RenderSetup {
    const { pagesPerRun } = this.workshop.sharing;
    return { request: this.request, style: this.style, since: this.since('posts'), pagesPerRun };
  }

  /** Removes what the site no longer has, and writes down what it has. */
  finish(): void {
    const stale = this.parts.takeStale();
    this.folder.remove(stale);
    for (const address of stale) this.counts[kindOf(address)].removed += 1;
    const state = this.#memory.state();
    // What could not be made is tried again by the next build, and told again.
    const input = this.problems.length === 0 ? this.#input : '';
    rememberFolders(this.#memory, this.folder, [
      ...this.folder.touched,
      ...this.parts.changedFolders.keys(),
    ]);
    rememberSite(this.library, this.folder.path, {
      state,
      input,
      styles: JSON.stringify(this.styles),
    });
    if (this.folder.isBegun || this.folder.before?.state !== state) {
      const { query } = this.request.part ?? {};
      this.folder.finish({
        isComplete: true,
        state,
        files: this.parts.files,
        ...(query === undefined ? {} : { query }),
      });
    }
  }

  report(): Omit<SiteReport, 'seconds' | 'problems'> {
    const all = countKinds(this.parts.files);
    const { pages, shards, media } = this.counts;
    return {
      posts: countPosts(this.library),
      pages: { ...pages, same: Math.max(0, all.pages - pages.written) },
      shards: { ...shards, same: Math.max(0, all.shards - shards.written) },
      media: { ...media, same: Math.max(0, all.media - media.written) },
    };
  }

  /** Of everything that the site is made of; the same: nothing can have changed. */
  get #input(): string {
    return `${contentHash(JSON.stringify(this.styles))} ${libraryRevision(this.library)}`;
  }
}

interface BuildWish {
  readonly request: SiteRequest;
  readonly library: Library;
  readonly progress: Progress;
  readonly workshop: Workshop;
}

interface Opened extends BuildWish {
  readonly folder: OutputFolder;
  readonly facts: SiteFacts;
  readonly memory: SiteMemory;
  readonly parts: SiteParts;
  readonly sources: string;
}

type FileKind = keyof Build['counts'];

function kindOf(address: string): FileKind {
  if (address.endsWith('.html')) return 'pages';
  if (address.startsWith('data/')) return 'shards';
  return address.startsWith('assets/') ? 'assets' : 'media';
}

function countKinds(files: AddressSet): Record<FileKind, number> {
  const counts = { pages: 0, shards: 0, media: 0, assets: 0 };
  for (const [kind, { size }] of files.numbered) counts[kindOf(kind)] += size;
  for (const address of files.others) counts[kindOf(address)] += 1;
  return counts;
}

function noCounts(): Counts {
  return { written: 0, same: 0, removed: 0 };
}
