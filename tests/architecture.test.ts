import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const layers = ['catalog', 'pipeline', 'site', 'components', 'sidecar'] as const;
type Layer = (typeof layers)[number];

/** For each layer, where its imports may lead besides itself. */
const allowed: Readonly<Record<Layer, readonly string[]>> = {
  catalog: [],
  components: ['catalog/'],
  pipeline: ['catalog/'],
  site: ['catalog/', 'pipeline/library/', 'pipeline/settings/'],
  sidecar: ['catalog/', 'pipeline/'],
};

/** The commands are where the program is put together: `build` and `serve` reach across by name. */
const doors: readonly RegExp[] = [/^pipeline\/cli\//, /^pipeline\/commands\//];

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesBelow(place);
    return /\.(ts|js)$/.test(entry.name) ? [place] : [];
  });
}

function textOf(place: string): string {
  return readFileSync(join(root, place), 'utf8');
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]|\bimport\(\s*['"`]([^'"`]+)['"`]/g;

/** What a file imports: places below the root, or names of packages. */
function importsOf(place: string): readonly string[] {
  return [...textOf(place).matchAll(importPattern)].map(([, named, bare, late]) => {
    const wish = named ?? bare ?? late ?? '';
    return wish.startsWith('.') ? relative(root, join(root, dirname(place), wish)) : wish;
  });
}

const sources = new Map(layers.map((layer) => [layer, sourcesBelow(layer)]));
const everySource = [...sources.values()].flat();

test('the imports of this very file are seen', () => {
  assert.deepEqual(importsOf('tests/architecture.test.ts'), [
    'node:assert/strict',
    'node:fs',
    'node:path',
    'node:test',
    'node:url',
  ]);
  assert.ok(everySource.length > 60);
});

for (const layer of layers) {
  test(`imports of ${layer} point downwards`, () => {
    for (const place of sources.get(layer) ?? []) {
      for (const target of importsOf(place)) {
        const other = layers.find((known) => target.startsWith(`${known}/`));
        if (other === undefined || other === layer) continue;
        const isAllowed = allowed[layer].some((start) => target.startsWith(start));
        const isDoor = doors.some((door) => door.test(place)) && isLate(place, target);
        assert.ok(isAllowed || isDoor, `${place} imports ${target}`);
      }
    }
  });
}

/** Whether a file imports a place only when it comes to that. */
function isLate(place: string, target: string): boolean {
  const name = target.slice(target.lastIndexOf('/') + 1);
  return new RegExp(`import\\(\\s*['"\`][^'"\`]*${name}['"\`]`).test(textOf(place));
}

test('what runs in the browser imports nothing of Node', () => {
  for (const place of [...(sources.get('catalog') ?? []), ...(sources.get('components') ?? [])]) {
    for (const target of importsOf(place)) {
      assert.doesNotMatch(target, /^node:/, `${place} imports ${target}`);
    }
  }
});

test('the catalogue imports nothing but itself', () => {
  for (const place of sources.get('catalog') ?? []) {
    for (const target of importsOf(place))
      assert.match(target, /^catalog\//, `${place} imports ${target}`);
  }
});

test('imports name their file, extension and all', () => {
  for (const place of everySource) {
    for (const target of importsOf(place).filter(
      (item) => /^(\.\.|\w+\/)/.test(item) && layers.some((layer) => item.startsWith(`${layer}/`)),
    )) {
      assert.match(target, /\.(ts|js|json|css)$/, `${place} imports ${target}`);
    }
  }
});

test('every program does without the compiler that was seen to mix numbers up', () => {
  const programs = everySource.filter(
    (place) =>
      /^process\.on\('message'/m.test(textOf(place)) || /(^|\/)(main|print-login)\.ts$/.test(place),
  );
  assert.ok(programs.length >= 8, String(programs));
  for (const place of programs) {
    assert.equal(importsOf(place)[0], 'pipeline/library/without-maglev.ts', place);
  }
});

test('no file is longer than 250 lines, empty ones aside', () => {
  for (const place of [...everySource, ...sourcesBelow('tests'), ...sourcesBelow('docs')]) {
    const lines = textOf(place)
      .split('\n')
      .filter((line) => line.trim() !== '').length;
    assert.ok(lines <= 250, `${place} has ${lines} lines`);
  }
});

test('every record is written by way of formatRecord, and every write of truth is atomic', () => {
  const writers = everySource.filter((place) =>
    /\bupdateRecord\(|\bformatRecord\(/.test(textOf(place)),
  );
  assert.ok(writers.includes('pipeline/library/records.ts'));
  const [, body = ''] =
    /export async function updateRecord\(([\s\S]*?)\n}/.exec(
      textOf('pipeline/library/records.ts'),
    ) ?? [];
  assert.match(body, /writeThen\([^;]*formatRecord\(next\)/);
  for (const place of everySource.filter((source) => source.startsWith('pipeline/'))) {
    const text = textOf(place);
    if (!/\b(writeFile|writeFileSync|appendFile|createWriteStream)\b/.test(text)) continue;
    assert.ok(
      !/paths\.(metadata|trash|images)/.test(text) || /writeAtomically/.test(text),
      `${place} writes to the user's folders by itself`,
    );
  }
});

test('records are read by way of parseRecord alone', () => {
  const readers = everySource.filter(
    (place) => place !== 'catalog/record.ts' && /as PostRecord\b/.test(textOf(place)),
  );
  assert.deepEqual(readers, []);
});
