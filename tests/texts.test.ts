import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';

const project = dirname(import.meta.dirname);
/** Where the interface's texts are, to be translated; ARCHITECTURE.md names them. */
const ofTexts = /(^|[/-])(strings|words|texts)\.ts$/;
const keys = new Set(['Ctrl', 'Esc', 'Ctrl Z', 'Ctrl+Enter']);

/** What people would read of a source file's markup and elements. */
function textsIn(source: string): readonly string[] {
  const found = [
    ...source.matchAll(/>\s*([A-Za-z][\p{L}\p{N} ,.:’'!?-]*)\s*<\//gu),
    ...source.matchAll(/\s(?:aria-label|title|placeholder|alt)="([^"$]*\p{L}[^"$]*)"/gu),
    ...source.matchAll(/\.(?:textContent|title|placeholder|ariaLabel|alt) = '([^']*\p{L}[^']*)'/gu),
    ...source.matchAll(/setAttribute\('aria-label', '([^']+)'\)/g),
    ...source.matchAll(/element\('\w+', '[^']*', '([^']*\p{L}[^']*)'\)/gu),
  ];
  return found.map(([, text = '']) => text.trim()).filter((text) => !keys.has(text));
}

test('texts of the interface are found where they stand in markup or are given to an element', () => {
  const samples = [
    '<h1>Log in</h1>',
    '<button title="Go back"></button>',
    "field.placeholder = 'Search tags';",
    "element('p', 'muted', 'Nothing here')",
    "box.setAttribute('aria-label', 'Viewer')",
  ];
  assert.deepEqual(samples.flatMap(textsIn), [
    'Log in',
    'Go back',
    'Search tags',
    'Nothing here',
    'Viewer',
  ]);
  const named = '$'.concat('{strings.title}');
  assert.deepEqual(textsIn(`<h1 title="${named}">${named}</h1><kbd>Esc</kbd>`), []);
});

test('every text of the interface is in a file of texts, to be translated', () => {
  const files = globSync('{site,components,sidecar/panel}/**/*.ts', { cwd: project });
  assert.ok(files.some((file) => ofTexts.test(file)) && files.length > 200);
  const elsewhere = files
    .filter((file) => !ofTexts.test(file))
    .flatMap((file) =>
      textsIn(readFileSync(`${project}/${file}`, 'utf8')).map((text) => `${file}: ${text}`),
    );
  assert.deepEqual(elsewhere, []);
});
