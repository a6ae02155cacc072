import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import sharp from 'sharp';
import type { Picture } from './picture.ts';
import { album } from './pictures/album.ts';
import { characters } from './pictures/characters.ts';
import { friends } from './pictures/friends.ts';
import { landscapes } from './pictures/landscapes.ts';
import { posters } from './pictures/posters.ts';
import { wallpapers } from './pictures/wallpapers.ts';
import type { Measured } from './raw-posts.ts';
import { settings, tagRules } from './settings.ts';
import { writeRecord } from './write-record.ts';

const collection = join(import.meta.dirname, 'collection');
const images = join(collection, 'images');
const metadata = join(collection, 'metadata');
const force = process.argv.includes('--force');

const pictures = [...album, ...characters, ...friends, ...landscapes, ...posters, ...wallpapers];
const posts = pictures.flatMap(({ post }) => post ?? []);
const made = new Set<string>();
const recorded = new Set<string>();

for (const picture of pictures) {
  const bytes = await picture.paint();
  for (const file of picture.files) {
    await save(join(images, file), bytes);
    made.add(file);
  }
  await record(picture, bytes);
}
await save(join(collection, 'homebooru.yaml'), settings);
await save(join(collection, 'tags.yaml'), tagRules);
await removeOthers(images, made);
if (force) await removeOthers(metadata, recorded);
console.log(`${pictures.length} pictures, ${made.size} files, ${recorded.size} records`);

async function record({ files, post }: Picture, bytes: Buffer): Promise<void> {
  if (!post) return;
  const children = posts.filter(({ parent }) => parent === post.id);
  const file = await measure(bytes);
  recorded.add(await writeRecord(metadata, files[0], post, file, children, force));
}

/** Width and height are those of the picture upright. */
async function measure(bytes: Buffer): Promise<Measured> {
  const { autoOrient, format } = await sharp(bytes).metadata();
  return {
    md5: createHash('md5').update(bytes).digest('hex'),
    width: autoOrient.width,
    height: autoOrient.height,
    format: format === 'jpeg' ? 'jpg' : format === 'heif' ? 'avif' : format,
    bytes: bytes.length,
  };
}

/** Leaves a file that has these bytes alone, so that its time stays. */
async function save(path: string, content: Buffer | string): Promise<void> {
  const wanted = Buffer.from(content);
  const there = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (there?.equals(wanted)) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, wanted);
}

/** Removes the files below a folder that are not among `kept`, and folders left empty. */
async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = path
      .slice(folder.length + 1)
      .split(sep)
      .join('/');
    if (!entry.isFile() || kept.has(name)) continue;
    await rm(path);
    console.log(`removed ${name}`);
    await rmdir(entry.parentPath).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY') throw error;
    });
  }
}
