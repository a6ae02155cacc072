import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../settings/settings.ts';
import type { ModelFolder } from './model.ts';
import { openTagger } from './open-tagger.ts';

/** What a model's trial showed. */
export interface Trial {
  readonly provider: string;
  readonly labels: number;
  /** Milliseconds until it was loaded, and inside its run. */
  readonly load: number;
  readonly run: number;
}

/** One grey pixel. */
const smallestPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** Loads a model and runs it once. A text: why that does not work. */
export async function tryModel(settings: Settings, model: ModelFolder): Promise<Trial | string> {
  const folder = await mkdtemp(join(tmpdir(), 'homebooru-'));
  try {
    const picture = join(folder, 'grey.png');
    await writeFile(picture, smallestPicture);
    await using tagger = await openTagger(settings, model);
    const outcome = await tagger.tag(picture);
    if (outcome.kind !== 'tagged') return outcome.reason;
    const { provider = '', labels = 0, milliseconds = 0 } = tagger.loaded ?? {};
    return { provider, labels, load: milliseconds, run: outcome.milliseconds };
  } finally {
    await rm(folder, { recursive: true });
  }
}
