import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { orAbsent } from '../library/files.ts';
import { type Settings, thresholdsOf } from '../settings/settings.ts';
import { availableMemory, memoryNeed } from './memory.ts';
import type { ModelFolder } from './model.ts';
import { Tagger } from './tagger.ts';

/** A tagger of a model, as the settings want it: one core is left to all else. Nothing is started yet. */
export async function openTagger(settings: Settings, model: ModelFolder): Promise<Tagger> {
  const { threads, provider, store } = settings.sources.tagger;
  const weights = await orAbsent(stat(join(model.folder, model.descriptor.files.model.path)));
  return new Tagger({
    model,
    network: { threads: threads ?? Math.max(1, availableParallelism() - 1), provider },
    keeping: { store, thresholds: thresholdsOf(settings) },
    pixels: settings.limits.pixels,
    memory: {
      available: availableMemory,
      need: model.descriptor.memory ?? memoryNeed(weights?.size ?? 0),
    },
  });
}
