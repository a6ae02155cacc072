import { md5Pattern } from './record.ts';

/** What a file's name tells of where the picture is from. A name can be wrong: this is where to look, not an answer. */
export interface NameHints {
  /** MD5s, lower case: of the file as a site has it. */
  readonly md5s: readonly string[];
  /** Posts, by a source's name and that site's id. */
  readonly posts: readonly { readonly source: string; readonly id: number }[];
  /** A work on pixiv. */
  readonly pixiv?: number;
}

/** How downloaders and the sites themselves begin the names of files, and whose ids follow. */
const sites: readonly (readonly [pattern: RegExp, source: string])[] = [
  [/^danbooru(?:\.donmai\.us)?$/, 'danbooru'],
  [/^e621(?:\.net)?$/, 'e621'],
  [/^gelbooru(?:\.com)?$/, 'gelbooru'],
  [/^yande\.?re$/, 'yandere'],
  [/^konachan(?:\.com|\.net)?$/, 'konachan'],
  [/^safebooru(?:\.org)?$/, 'safebooru'],
  [/^rule34(?:\.xxx)?$/, 'rule34'],
];

/**
 * Reads a file's name, without its folder: `__saber_drawn_by_x__{md5}.jpg`, `sample-{md5}.jpg`, `{md5}.png`,
 * `yande.re 123 saber.jpg`, `Konachan.com - 123 saber.png`, gallery-dl's `danbooru_123_{md5}.jpg`, pixiv's
 * `123_p0.png`.
 */
export function readNameHints(name: string): NameHints {
  const stem = name.replace(/\.[a-z0-9]{2,5}$/i, '').toLowerCase();
  const pixiv = pixivOf(stem);
  // What stands between pixiv's id and page is no MD5.
  if (pixiv !== undefined) return { md5s: [], posts: [], pixiv };
  const md5s = stem.match(/(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/g) ?? [];
  const [, site = '', id = ''] =
    /^[[(]?([a-z0-9.]+?)(?:\s+-\s+|[\s_#-]+)(\d{1,9})(?![0-9a-z])/.exec(stem) ?? [];
  const source = sites.find(([pattern]) => pattern.test(site))?.[1];
  return {
    md5s: [...new Set(md5s)].filter((md5) => md5Pattern.test(md5)),
    posts: source !== undefined && Number(id) > 0 ? [{ source, id: Number(id) }] : [],
  };
}

function pixivOf(stem: string): number | undefined {
  const page = /^(?:pixiv[\s_-]+)?(\d{5,10})(?:-[0-9a-f]{32})?_p\d{1,4}(?![0-9a-z])/.exec(stem);
  const dated = /^illust_(\d{5,10})_\d{8}_\d{6}/.exec(stem);
  const id = Number((page ?? dated)?.[1]);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** Where a work on pixiv is. */
export function pixivAddress(id: number): string {
  return `https://www.pixiv.net/artworks/${id}`;
}
