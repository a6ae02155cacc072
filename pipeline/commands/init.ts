import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { openOutput, printable } from '../cli/output.ts';
import { writeAtomically } from '../library/files.ts';
import { findImageRoots } from '../scan/image-roots.ts';
import { readSettings } from '../settings/settings.ts';
import { SettingsError } from '../settings/settings-error.ts';

/** `init`: begins a collection. */
export function registerInit(program: Command): void {
  program
    .command('init')
    .description('begin a collection: settings with every key explained, and a folder for pictures')
    .argument('<dir>', 'the folder, made where it is missing')
    .option('--json', 'print one JSON document')
    .action(async (dir: string, options: { readonly json?: boolean }) => {
      const output = openOutput(options.json === true);
      const collection = resolve(dir);
      const created = await initCollection(collection);
      output.json({ collection, created });
      for (const name of created) output.say(`made ${printable(join(collection, name))}`);
      const images = created.includes('images') ? join(collection, 'images') : collection;
      output.say(`Next: put pictures into ${printable(images)}, then`);
      output.say(`  homebooru build --collection ${quoted(dir)}`);
    });
}

/** A path as a shell takes it. */
export function quoted(path: string): string {
  return /^[\w./+-]+$/.test(path) ? path : `'${printable(path).replaceAll("'", "'\\''")}'`;
}

/** Makes a collection's files and folders; returns their names. Throws a SettingsError where there is one already. */
export async function initCollection(collection: string): Promise<readonly string[]> {
  const settingsFile = join(collection, 'homebooru.yaml');
  if (existsSync(settingsFile)) throw new SettingsError(`${settingsFile} is there already`);
  await mkdir(collection, { recursive: true });
  const created = ['homebooru.yaml'];
  await writeAtomically(settingsFile, settingsText());
  const tagsFile = join(collection, 'tags.yaml');
  if (!existsSync(tagsFile)) {
    await writeAtomically(tagsFile, tagsText);
    created.push('tags.yaml');
  }
  const { paths, ...settings } = await readSettings(collection, true);
  // Where pictures lie beside the settings, the folder itself holds them: an empty images/ would hide them.
  const { roots } = await findImageRoots({ ...settings, paths });
  if (roots.length === 0) {
    await mkdir(join(collection, 'images'), { recursive: true });
    created.push('images');
  }
  return created;
}

/** `homebooru.yaml` with every key as a comment; `paths`: the ones that differ from the defaults, in force. */
export function settingsText(paths: ReadonlyMap<string, string> = new Map()): string {
  const path = (key: string, usual: string, meaning: string): string => {
    const value = paths.get(key);
    const line = `  ${key}: ${value ?? usual}`.padEnd(28);
    return `${value === undefined ? '#' : ''}${line} # ${meaning}`;
  };
  return `## HomeBooru's settings. Every key is optional: what stands here behind one # is the default. To change one, take
## the # away from it and from the line that it belongs to. Passwords and keys do not belong here: put them into .env.

${paths.size > 0 ? '' : '#'}paths:
${path('images', 'images', 'the folder of pictures; also a list: [images, /mnt/more]')}
${path('metadata', 'metadata', 'one record a picture: what sources say, what you edited')}
${path('trash', 'trash', 'deleted pictures, until emptied')}
${path('state', '.homebooru', 'what can be made again; not on a network drive, if possible')}

${defaultsText}`;
}

const defaultsText = `#site:
#  title: HomeBooru             # the heading of every page
#  url: null                    # where it will be published, for feeds: https://example.org/booru/
#  pages: all                   # a page for every post; this version knows no other way
#  pageSize: 60                 # pictures on a gallery page
#  order: new                   # of the gallery, newest first; or: old
#  theme: system                # or: light, dark
#  related: flask               # related pictures by shared tags; idf: rare tags count more; or: off
#  blur: []                     # ratings shown blurred until clicked: [q, e]

#network:
#  contact: null                # an address or name for the sites that are asked, in the User-Agent

## Who tells the tags of your pictures, best first. Another name needs kind: danbooru, e621, gelbooru or moebooru.
#sources:
#  danbooru:                    # asked by MD5
#    enabled: true
#    kind: danbooru
#    url: https://danbooru.donmai.us
#    requestsPerSecond: 1
#    batch: 100                 # pictures a request
#  e621:
#    enabled: true
#    kind: e621
#    url: https://e621.net
#    requestsPerSecond: 1
#    batch: 100
#  gelbooru:                    # only with GELBOORU_API_KEY and GELBOORU_USER_ID
#    enabled: true
#    kind: gelbooru
#    url: https://gelbooru.com
#    requestsPerSecond: 1
#    batch: 1
#  yandere:
#    enabled: true
#    kind: moebooru
#    url: https://yande.re
#    requestsPerSecond: 1
#    batch: 100
#  konachan:
#    enabled: false
#    kind: moebooru
#    url: https://konachan.com
#    requestsPerSecond: 1
#    batch: 100
#  safebooru:
#    enabled: false
#    kind: gelbooru
#    url: https://safebooru.org
#    requestsPerSecond: 1
#    batch: 1
#  rule34:
#    enabled: false
#    kind: gelbooru
#    url: https://api.rule34.xxx
#    requestsPerSecond: 1
#    batch: 1
#  tagfiles:                    # files that downloaders left beside the pictures
#    enabled: true
#  iqdb:                        # sends a small copy of the picture to Danbooru's reverse search
#    enabled: false
#    url: https://danbooru.donmai.us
#    requestsPerSecond: 1
#    threshold: 70              # similarity in percent, at least
#  saucenao:                    # sends a small copy of the picture; only with SAUCENAO_API_KEY
#    enabled: false
#    url: https://saucenao.com
#    threshold: 80              # similarity in percent, at least
#  tagger:                      # guesses tags on this machine
#    enabled: auto              # where the model's files are; or: true, false
#    model: camie-tagger-v2     # a folder below models/, or a list of them
#    modelDir: null             # or the folder's path
#    when: untagged             # where no other source knows the picture; or: always
#    whenFailed: false          # also where a source did not answer
#    store: 0.35                # keep guesses from this confidence on
#    thresholds: {}             # show guesses from this confidence on, by category: {general: 0.6}
#    threads: null              # processors to use; null: all but one
#    provider: auto             # or: cpu, cuda

#absent: [3d, 3w, 3mo]          # when to ask again for a picture that nobody knew: after 3 days, 3 weeks, 3 months

#thumbnails:
#  grid: 400                    # pixels of the long side in the gallery
#  preview: 1000                # and on a post's page
#  quality: 85                  # of WebP, 1 to 100

#limits:
#  pixels: 100000000            # of one picture; a larger one is listed as a problem
#  seconds: 15                  # to decode one picture
#  upload: 104857600            # bytes of one uploaded file

#originals: auto                # how they get into the site: auto, clone, link, copy, symlink, or an https:// address
#redeleted: skip                # a picture that you deleted comes again: skip or restore
#trash:
#  days: null                   # empty the trash of what is older; null: keep for ever

#sidecar:                       # the server for editing, on this machine
#  host: 127.0.0.1
#  port: 5000
#  hosts: []                    # names that it may be called by, where it listens for others too: [nas.local]
#monitor:
#  enabled: true                # watch the folder of pictures
#  interval: 300                # seconds
#schedule:                      # cron expressions, such as: "0 3 * * *"
#  process: null
#  site: null
#  check: null
`;

const tagsText = `## What you know about tags, for the whole collection. Take the # away from what you want to use.

## Old or other names, and the tag that is shown instead.
#aliases:
#  kitty: cat

## A tag on the left brings those on the right with it.
#implications:
#  tabby_cat: [cat]

## artist, copyright, character, species, general, meta or lore, where the sources give none or a wrong one.
#categories:
#  my_friend: artist

## Kept in the records, shown nowhere.
#hidden: [tagme]
`;
