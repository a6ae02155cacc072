import '../pipeline/library/without-maglev.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bench } from './result.ts';
import { compare, parseResult, table } from './result.ts';

/** Every measurement, by the name it is asked for: `npm run bench -- build --count 10000`. */
const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  // It speaks of a page's own objects, which only its own types know: see tests/browser/tsconfig.json.
  browser: () => import(new URL('./browser/browser.ts', import.meta.url).href),
  build: () => import('./build.ts'),
  eleventy: () => import('./eleventy.ts'),
  related: () => import('./related.ts'),
  'result-tags': () => import('./result-tags.ts'),
  search: () => import('./search.ts'),
  completion: () => import('./completion.ts'),
  thumbnails: () => import('./thumbnails.ts'),
  tagger: () => import('./tagger.ts'),
  sources: () => import('./sources.ts'),
  sidecar: () => import('./sidecar.ts'),
};

const usage = `npm run bench -- NAME [--count 1000] [--folder DIR] [--json FILE] [--baseline FILE]

NAME: ${Object.keys(benches).join(', ')}
--folder    where collections are made and left, to be used again (default: a temporary folder, removed)
--json      write the figures there
--baseline  an earlier such file: every figure is shown as a ratio to it as well
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '1000' },
    folder: { type: 'string' },
    json: { type: 'string' },
    baseline: { type: 'string' },
  },
});
const load = benches[positionals[0] ?? ''];
const count = Number(values.count);
if (!load || !Number.isSafeInteger(count) || count < 1) {
  process.stderr.write(usage);
  process.exit(2);
}
const baseline =
  values.baseline === undefined
    ? undefined
    : parseResult(JSON.parse(readFileSync(values.baseline, 'utf8')));
const { bench } = await load();
const result = await bench({
  count,
  folder: values.folder,
  say: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${table(result)}\n`);
if (baseline) process.stdout.write(`${compare(result, baseline)}\n`);
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify(result, undefined, 1)}\n`);
}
