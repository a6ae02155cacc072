import { ShardIndex } from '../../../catalog/index/shard-index.ts';
import { parseQuery } from '../../../catalog/search/parse-query.ts';
import { Completer } from '../../../components/completion/completer.ts';
import type {} from '../../../components/page-context.ts';
import { Matches } from '../../../components/results/matches.ts';
import { restInSlices } from '../../../components/results/slices.ts';
import { runScript } from '../../../components/run-script.ts';
import { loadRatios } from '../../../components/shapes.ts';
import { ShardLoader } from '../../../components/shard-loader.ts';
import type { PageAnswer } from '../page-answer.ts';

// What in-chromium.ts asks of an empty page that has the engine and nothing else.
/** A visitor with nothing loaded. */
class Visitor {
  readonly shards = new ShardLoader({ root: './', runScript, freshMark: () => '' });
  #index: ShardIndex | undefined;

  constructor() {
    globalThis.homebooruShard = this.shards.receive;
  }

  answer(text: string, tiles: number): Promise<PageAnswer> {
    return this.shards.ask(async (manifest, load) => {
      const rest = restInSlices();
      this.#index ??= new ShardIndex(manifest, load, { rest });
      const matches = await Matches.open(parseQuery(text), this.#index, rest);
      const first = await matches.slice(0, tiles);
      await loadRatios(first, this.#index);
      const tilesAt = performance.now();
      const total = await matches.total();
      return { total, first, tilesAt };
    });
  }
}

const visitor = new Visitor();
const completer = new Completer(visitor.shards, restInSlices);

globalThis.homebooruBench = {
  answer: (text, tiles) => visitor.answer(text, tiles),
  repeat: async (text, tiles, rounds) => {
    for (let round = 0; round < rounds; round++) await visitor.answer(text, tiles);
  },
  answerAnew: async (text, tiles) => {
    await new Visitor().answer(text, tiles);
  },
  complete: async (typed) => {
    const began = performance.now();
    await completer.complete({ typed });
    return performance.now() - began;
  },
};
