import { type Dirent, lstat, readdir } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import glob from 'fast-glob';
import { codeOf, isDraft, isInside } from '../library/files.ts';
import { ManyStats } from '../library/many-stats.ts';

/** A picture file that there is. `root`: the image folder's name, `''` for the first. */
export interface FoundFile {
  readonly root: string;
  /** Below the image folder, with `/`. */
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970, with fractions. */
  readonly mtime: number;
}

/** A text or JSON file beside pictures that are named like it: it may hold their tags. */
export interface TagFile extends FoundFile {
  /** The pictures' paths. */
  readonly pictures: readonly string[];
}

/** An image folder to walk. */
export interface ImageRoot {
  readonly root: string;
  readonly folder: string;
  /** Folders in it that are no pictures': the collection's own, where it is itself the image folder. */
  readonly without: readonly string[];
}

/** Everything that a walk saw. */
export interface Walk {
  readonly files: FoundFile[];
  readonly tagFiles: TagFile[];
  /** Hidden files and folders, and symlinks that lead out, in circles or nowhere. */
  hidden: number;
  /** What writes of ours that were cut off have left: whole paths. */
  readonly drafts: string[];
  links: number;
  /** Pipes, sockets and devices: they are not opened, as that may wait for ever. */
  special: number;
  /** Extension → number of files that are no pictures, by it. */
  readonly others: Map<string, number>;
  readonly problems: { readonly root: string; readonly path: string; readonly reason: string }[];
  /** Folders that could not be read: what was known of them is kept. */
  readonly unread: { readonly root: string; readonly path: string }[];
}

const extensions = new Set([
  '.jpg',
  '.jpeg',
  '.jpe',
  '.jfif',
  '.png',
  '.apng',
  '.gif',
  '.webp',
  '.avif',
]);

/** As gallery-dl, Hydrus and booru downloaders end the names of files that hold tags. */
const tagFileExtensions = new Set(['.json', '.txt']);

/** Walks the image folders. What cannot be read is a problem, never the walk's end. */
export async function walkImages(roots: readonly ImageRoot[]): Promise<Walk> {
  const walk: Walk = {
    files: [],
    tagFiles: [],
    hidden: 0,
    drafts: [],
    links: 0,
    special: 0,
    others: new Map(),
    problems: [],
    unread: [],
  };
  for (const root of roots) await walkRoot(root, walk);
  return walk;
}

async function walkRoot(root: ImageRoot, walk: Walk): Promise<void> {
  const home = await realpath(root.folder);
  const isLeftOut = new Set(root.without);
  const entries = glob.stream('**/*', {
    cwd: root.folder,
    dot: true,
    onlyFiles: false,
    followSymbolicLinks: false,
    objectMode: true,
    unique: false,
    fs: { lstat, readdir: listing(root, isLeftOut, walk) as typeof readdir },
  });
  const candidates: string[] = [];
  const texts: string[] = [];
  for await (const item of entries) {
    const { path: shown, dirent } = item as unknown as { path: string; dirent: Dirent };
    const path = unveil(shown);
    if (dirent.isDirectory()) continue;
    if (dirent.isSymbolicLink()) {
      if (await leadsToPicture(join(root.folder, path), home)) candidates.push(path);
      else walk.links += 1;
    } else if (dirent.isFile()) {
      const extension = extname(path).toLowerCase();
      if (extensions.has(extension)) candidates.push(path);
      else if (tagFileExtensions.has(extension)) texts.push(path);
      else count(walk.others, extension.slice(1) || 'no extension');
    } else walk.special += 1;
  }
  await measure(root, candidates, walk, (file) => walk.files.push(file));
  await pairTexts(root, candidates, texts, walk);
}

/** Tells the texts that are named like a picture beside them (`x.jpg.txt`, `x.txt`) from the others. */
async function pairTexts(
  root: ImageRoot,
  pictures: readonly string[],
  texts: readonly string[],
  walk: Walk,
): Promise<void> {
  const stems = new Map<string, string[]>(texts.map((path) => [stemOf(path), []]));
  if (stems.size === 0) return;
  for (const picture of pictures) {
    stems.get(picture)?.push(picture);
    stems.get(stemOf(picture))?.push(picture);
  }
  const named = texts.filter((path) => {
    const isNamed = stems.get(stemOf(path))?.length !== 0;
    if (!isNamed) count(walk.others, extname(path).slice(1).toLowerCase());
    return isNamed;
  });
  await measure(root, named, walk, (file) => {
    walk.tagFiles.push({ ...file, pictures: stems.get(stemOf(file.path)) ?? [] });
  });
}

/** A path without its extension. */
function stemOf(path: string): string {
  return path.slice(0, path.length - extname(path).length);
}

/** A `readdir` that leaves out what is hidden, and survives a folder that may not be read. */
function listing(root: ImageRoot, isLeftOut: ReadonlySet<string>, walk: Walk) {
  return (
    folder: string,
    options: { withFileTypes: true },
    done: (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void,
  ): void => {
    readdir(unveil(folder), options, (error, entries) => {
      if (error) {
        const path = folder === root.folder ? '' : unveil(folder.slice(root.folder.length + 1));
        walk.unread.push({ root: root.root, path });
        walk.problems.push({
          root: root.root,
          path: path || '.',
          reason: `cannot be read: ${error.code}`,
        });
        done(null, []);
        return;
      }
      const visible = entries.filter(({ name }) => !name.startsWith('.'));
      const drafts = entries.filter((entry) => isDraft(entry));
      walk.drafts.push(...drafts.map(({ name }) => join(unveil(folder), name)));
      walk.hidden += entries.length - visible.length - drafts.length;
      const leftOut = namesIn(folder, isLeftOut);
      const wanted = visible.filter(({ name }) => !leftOut.has(name));
      for (const entry of wanted) entry.name = veil(entry.name);
      done(null, wanted);
    });
  };
}

/** The names that some paths have in a folder. */
function namesIn(folder: string, paths: ReadonlySet<string>): ReadonlySet<string> {
  const home = resolve(folder);
  return new Set([...paths].filter((path) => dirname(path) === home).map((path) => basename(path)));
}

// A glob's `**` passes no line break. While fast-glob walks, lone surrogates, which no name holds, stand for them.
const lineBreaks = '\n\r\u2028\u2029';

function veil(name: string): string {
  return name.replace(/[\n\r\u2028\u2029]/g, (char) =>
    String.fromCharCode(0xd800 + lineBreaks.indexOf(char)),
  );
}

function unveil(path: string): string {
  return path.replace(/[\ud800-\ud803](?![\udc00-\udfff])/g, (char) =>
    lineBreaks.charAt(char.charCodeAt(0) - 0xd800),
  );
}

/** Whether a symlink ends at a picture file inside the image folder. */
async function leadsToPicture(path: string, home: string): Promise<boolean> {
  if (!extensions.has(extname(path).toLowerCase())) return false;
  try {
    const target = await realpath(path);
    return isInside(home, target) && (await stat(target)).isFile();
  } catch (error) {
    if (['ENOENT', 'ELOOP', 'EACCES', 'ENOTDIR'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

async function measure(
  root: ImageRoot,
  paths: readonly string[],
  walk: Walk,
  take: (file: FoundFile) => void,
): Promise<void> {
  const all = await new ManyStats().of(paths.map((path) => `${root.folder}/${path}`));
  all.forEach((found, index) => {
    const path = paths[index] ?? '';
    if (found instanceof Error) {
      walk.problems.push({ root: root.root, path, reason: `cannot be read: ${codeOf(found)}` });
    } else if (found) {
      take({ root: root.root, path, size: found.size, mtime: found.mtimeMs });
    } else if (path.includes('\uFFFD')) {
      walk.problems.push({
        root: root.root,
        path,
        reason: 'its name is not valid UTF-8: rename it',
      });
    }
  });
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
