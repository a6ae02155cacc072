import { CsvError, parse } from 'csv-parse/sync';
import { isObject, type JsonObject, own, ownObject } from '../../catalog/json.ts';
import {
  type Descriptor,
  type LabelCategory,
  type LabelFormat,
  labelCategories,
  ModelError,
  parseJson,
} from './descriptor.ts';

/** What one output of a model stands for; `undefined`: nothing that is of use. */
export interface Label {
  readonly name: string;
  readonly category: LabelCategory;
}

/** A model's labels in the order of its outputs. Throws a ModelError for a file of another shape, or with a gap. */
export function readLabels(descriptor: Descriptor, text: string): readonly (Label | undefined)[] {
  const place = descriptor.files.labels.path;
  const rows = rowsOf(descriptor.labels, text, place);
  if (rows.length === 0) throw new ModelError(`${place}: has no labels`);
  const ignored = new Set(descriptor.ignore);
  return rows.map(({ name, category }) => {
    if (ignored.has(category)) return undefined;
    const known = labelCategories.find((item) => item === category);
    if (known === undefined) {
      throw new ModelError(
        `${place}: "${name}" is of category "${category}", which is not known; ignore can name it`,
      );
    }
    const prefix = descriptor.stripPrefix[known] ?? '';
    return { name: name.startsWith(prefix) ? name.slice(prefix.length) : name, category: known };
  });
}

interface Row {
  readonly name: string;
  readonly category: string;
}

function rowsOf(format: LabelFormat, text: string, place: string): readonly Row[] {
  switch (format.format) {
    case 'camie-json':
      return readCamie(parseJson(text, place), format.root, place);
    case 'csv':
      return readCsv(format, text, place);
    case 'text':
      return readLines(text).map((name) => ({ name, category: format.category }));
    default:
      return format satisfies never;
  }
}

/** `idx_to_tag` by index in decimal, and `tag_to_category` by name. */
function readCamie(value: unknown, root: string, place: string): readonly Row[] {
  let at = value;
  for (const step of root === '' ? [] : root.split('.')) {
    at = isObject(at) ? own(at, step) : undefined;
  }
  const mapping: JsonObject = isObject(at) ? at : {};
  const names = ownObject(mapping, 'idx_to_tag');
  const categories = ownObject(mapping, 'tag_to_category');
  const way = root === '' ? '' : `${root}.`;
  if (!names) throw new ModelError(`${place}: has no ${way}idx_to_tag`);
  if (!categories) throw new ModelError(`${place}: has no ${way}tag_to_category`);
  return Array.from({ length: Object.keys(names).length }, (_, index) => {
    const name = own(names, String(index));
    if (typeof name !== 'string') throw new ModelError(`${place}: has no tag of index ${index}`);
    const category = own(categories, name);
    if (typeof category !== 'string') throw new ModelError(`${place}: "${name}" has no category`);
    return { name, category };
  });
}

function readCsv(
  format: LabelFormat & { readonly format: 'csv' },
  text: string,
  place: string,
): readonly Row[] {
  return parseCsv(text, place).map((row, index) => {
    const name = row[format.nameColumn];
    const code = row[format.categoryColumn];
    if (!name) throw new ModelError(`${place}: row ${index + 1} has no ${format.nameColumn}`);
    if (code === undefined)
      throw new ModelError(`${place}: has no column ${format.categoryColumn}`);
    return { name, category: format.categoryMap[code] ?? code };
  });
}

function parseCsv(text: string, place: string): readonly Readonly<Record<string, string>>[] {
  try {
    return parse(text, { columns: true, bom: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new ModelError(`${place}: ${cause.message}`, { cause });
  }
}

function readLines(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.trim());
}
