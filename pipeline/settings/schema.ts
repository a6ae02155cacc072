import { z } from 'zod';
import { findNameFaults } from './source-names.ts';

const positive = z.int().positive();
const web = z.url({ protocol: /^https?$/, error: 'wants an http:// or https:// address' });
const folder = z.string().min(1);

const confidence = z.number().min(0).max(1).optional();
const thresholds = z
  .strictObject({
    default: confidence,
    artist: confidence,
    copyright: confidence,
    character: confidence,
    species: confidence,
    general: confidence,
    meta: confidence,
    lore: confidence,
  })
  .prefault({});

/** A folder's plain name: it becomes a path, and a source's name in records. */
const modelName = z
  .string()
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u, { error: 'wants the name of a folder below models/' });

const kinds = ['danbooru', 'e621', 'gelbooru', 'moebooru'] as const;

function booru(kind: (typeof kinds)[number], url: string, enabled: boolean) {
  return z
    .strictObject({
      enabled: z.boolean().default(enabled),
      kind: z.literal(kind).default(kind),
      url: web.default(url),
      requestsPerSecond: z.number().positive().max(10).default(1),
      batch: positive.max(200).default(kind === 'gelbooru' ? 1 : 100),
    })
    .prefault({});
}

/** A booru of the user's own choosing: a known kind at another address. */
const otherBooru = z.strictObject({
  kind: z.enum(kinds),
  enabled: z.boolean().default(true),
  url: web,
  requestsPerSecond: z.number().positive().max(10).default(1),
  batch: positive.max(200).default(100),
});

const knownSources = {
  danbooru: booru('danbooru', 'https://danbooru.donmai.us', true),
  e621: booru('e621', 'https://e621.net', true),
  gelbooru: booru('gelbooru', 'https://gelbooru.com', true),
  yandere: booru('moebooru', 'https://yande.re', true),
  konachan: booru('moebooru', 'https://konachan.com', false),
  safebooru: booru('gelbooru', 'https://safebooru.org', false),
  rule34: booru('gelbooru', 'https://api.rule34.xxx', false),
  tagfiles: z.strictObject({ enabled: z.boolean().default(true) }).prefault({}),
  iqdb: z
    .strictObject({
      enabled: z.boolean().default(false),
      url: web.default('https://danbooru.donmai.us'),
      requestsPerSecond: z.number().positive().max(10).default(1),
      threshold: z.number().min(0).max(100).default(70),
    })
    .prefault({}),
  saucenao: z
    .strictObject({
      enabled: z.boolean().default(false),
      url: web.default('https://saucenao.com'),
      threshold: z.number().min(0).max(100).default(80),
    })
    .prefault({}),
  tagger: z
    .strictObject({
      enabled: z.union([z.boolean(), z.literal('auto')]).default('auto'),
      model: z.union([modelName, z.array(modelName).min(1)]).default('camie-tagger-v2'),
      modelDir: z.string().nullable().default(null),
      when: z.enum(['untagged', 'always']).default('untagged'),
      whenFailed: z.boolean().default(false),
      store: z.number().min(0).max(1).default(0.35),
      thresholds,
      threads: positive.nullable().default(null),
      provider: z.enum(['auto', 'cpu', 'cuda']).default('auto'),
    })
    .prefault({}),
};

/** `homebooru.yaml`, every key optional. What it says is checked here and nowhere else. */
export const settingsSchema = z.strictObject({
  paths: z
    .strictObject({
      images: z.union([folder, z.array(folder).min(1)]).default('images'),
      metadata: folder.default('metadata'),
      trash: folder.default('trash'),
      state: folder.default('.homebooru'),
    })
    .prefault({}),
  site: z
    .strictObject({
      title: z.string().min(1).max(200).default('HomeBooru'),
      url: web.nullable().default(null),
      pages: z
        .union(
          [
            z.enum(['all', 'shell']),
            z.string().regex(/^recent:\d+$/, { error: 'wants all, shell or recent:NUMBER' }),
          ],
          {
            error: 'wants all, shell or recent:NUMBER',
          },
        )
        .default('all'),
      pageSize: positive.max(1000).default(60),
      order: z.enum(['new', 'old']).default('new'),
      theme: z.enum(['system', 'light', 'dark']).default('system'),
      related: z.enum(['flask', 'idf', 'off']).default('flask'),
      blur: z.array(z.enum(['g', 's', 'q', 'e'])).default([]),
    })
    .prefault({}),
  network: z.strictObject({ contact: z.string().nullable().default(null) }).prefault({}),
  sources: z
    .object(knownSources)
    .catchall(otherBooru)
    .superRefine((sources, { addIssue }) => {
      const known = Object.keys(knownSources);
      const own = Object.keys(sources).filter((name) => !known.includes(name));
      for (const fault of findNameFaults(own, known, [sources.tagger.model].flat())) {
        const { path, name, wish } = fault;
        addIssue({ code: 'custom', path: [...path], message: wish, input: name });
      }
    })
    .prefault({}),
  absent: z
    .array(
      z.string().regex(/^\d{1,4}(d|w|mo|y)$/, { error: 'wants an age such as 3d, 3w, 3mo or 1y' }),
    )
    .min(1)
    .default(['3d', '3w', '3mo']),
  thumbnails: z
    .strictObject({
      grid: positive.max(4000).default(400),
      preview: positive.max(8000).default(1000),
      quality: positive.max(100).default(85),
    })
    .prefault({}),
  limits: z
    .strictObject({
      pixels: positive.default(100_000_000),
      seconds: z.number().positive().default(15),
      upload: positive.default(104_857_600),
    })
    .prefault({}),
  originals: z.union([z.enum(['auto', 'clone', 'link', 'copy', 'symlink']), web]).default('auto'),
  redeleted: z.enum(['skip', 'restore']).default('skip'),
  trash: z.strictObject({ days: positive.nullable().default(null) }).prefault({}),
  sidecar: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: z.int().min(0).max(65_535).default(5000),
      hosts: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  monitor: z
    .strictObject({ enabled: z.boolean().default(true), interval: positive.default(300) })
    .prefault({}),
  schedule: z
    .strictObject({
      process: z.string().nullable().default(null),
      site: z.string().nullable().default(null),
      check: z.string().nullable().default(null),
    })
    .prefault({}),
});

export type SettingsFile = z.output<typeof settingsSchema>;
