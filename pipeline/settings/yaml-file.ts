import { distance } from 'fastest-levenshtein';
import { type Document, isScalar, LineCounter, parseDocument, visit, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { isObject } from '../../catalog/json.ts';
import { codeOf, readIfPresent } from '../library/files.ts';
import { SettingsError } from './settings-error.ts';

/**
 * Reads a YAML file and checks it. A missing or empty file is `{}`. Throws a SettingsError that names the file, the
 * line, the key, what was found and what is wanted.
 */
export async function readYaml<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return parseYaml(path, await readYamlText(path), schema);
}

/** As `readYaml`, for a text that has been read. */
export function parseYaml<T>(path: string, text: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // It compares each key with all others: with 40,000 of them, for half a minute.
    uniqueKeys: false,
  });
  const [broken = findDouble(document)] = document.errors;
  if (broken) {
    throw new SettingsError(`${path}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`);
  }
  const value = contentOf(document, path) ?? {};
  const checked = schema.safeParse(value, { reportInput: true });
  if (checked.success) return inOrderOf(value, checked.data);
  const complaints = checked.error.issues
    .flatMap((issue) => explain(issue, schema))
    .map(({ path: key, text }) => `${path}:${lineOf(document, lines, key)}: ${text}`);
  throw new SettingsError([...new Set(complaints)].join('\n'));
}

/** The first key that its map has twice: which of the values counts, nobody could say. */
function findDouble(document: Document): YAMLParseError | undefined {
  let found: YAMLParseError | undefined;
  visit(document, {
    Map: (_, { items }) => {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (!keys.has(key.value)) {
          keys.add(key.value);
          continue;
        }
        const [start = 0, end = 0] = key.range ?? [];
        found = new YAMLParseError([start, end], 'DUPLICATE_KEY', 'Map keys must be unique');
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return found;
}

/** An alias without its anchor, as in `[*cat]`, is found out only here. */
function contentOf(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    throw new SettingsError(`${path}:1: ${cause.message}; a text that begins with * wants quotes`, {
      cause,
    });
  }
}

/** `checked` with the keys of its objects as the file orders them, then those that the file does not name. */
function inOrderOf<T>(file: unknown, checked: T): T {
  if (!isPlain(file) || !isPlain(checked)) return checked;
  const keys = new Set([...Object.keys(file), ...Object.keys(checked)]);
  const entries = [...keys]
    .filter((key) => Object.hasOwn(checked, key))
    .map((key) => [key, inOrderOf(file[key], checked[key])]);
  return Object.fromEntries(entries) as T;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !(value instanceof Map);
}

interface Complaint {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

function explain(issue: z.core.$ZodIssue, schema: z.ZodType): Complaint[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      text: `${[...issue.path, key].join('.')} is no setting${nearest(key, schema, issue.path)}`,
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const parts = issue.errors.map((errors) => errors[0]?.message ?? '').filter(Boolean);
    const wishes = issue.message === 'Invalid input' ? parts : [issue.message];
    return [
      {
        path: issue.path,
        text: `${issue.path.join('.')}: ${wishes.join(', or ')}${got(issue.input)}`,
      },
    ];
  }
  return [
    {
      path: issue.path,
      text: `${issue.path.join('.') || 'the file'}: ${issue.message}${got(issue.input)}`,
    },
  ];
}

function got(input: unknown): string {
  return input === undefined ? '' : ` (got ${JSON.stringify(input).slice(0, 100)})`;
}

function nearest(key: string, schema: z.ZodType, path: readonly PropertyKey[]): string {
  const known = keysAt(schema, path);
  const [best] = known.toSorted((a, b) => distance(a, key) - distance(b, key));
  if (best === undefined) return '';
  return distance(best, key) <= Math.max(2, key.length / 2)
    ? `; did you mean ${best}?`
    : `; known here: ${known.join(', ')}`;
}

/** The keys that a schema knows at a place, whatever defaults are wrapped round it. */
function keysAt(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  let current = unwrap(schema);
  for (const key of path) current = unwrap(shapeOf(current)[String(key)]);
  return Object.keys(shapeOf(current));
}

function shapeOf(schema: unknown): Record<string, unknown> {
  const shape = (schema as { shape?: Record<string, unknown> } | undefined)?.shape;
  return shape ?? {};
}

function unwrap(schema: unknown): unknown {
  let current = schema;
  for (;;) {
    const inner = (current as { def?: { innerType?: unknown } } | undefined)?.def?.innerType;
    if (inner === undefined) return current;
    current = inner;
  }
}

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    const range = (node as { range?: readonly number[] } | null | undefined)?.range;
    if (range?.[0] !== undefined) return lines.linePos(range[0]).line;
  }
  return 1;
}

/** A YAML file's text; a missing one is empty. Throws a SettingsError. */
export async function readYamlText(path: string): Promise<string> {
  try {
    return (await readIfPresent(path)) ?? '';
  } catch (cause) {
    throw new SettingsError(`${path} cannot be read: ${codeOf(cause) ?? String(cause)}`, { cause });
  }
}
