import { isObject } from '../../catalog/json.ts';

/** What a source sends that nobody else may see. */
export interface Secrets {
  /** These appear nowhere. */
  readonly keys: readonly string[];
  /** Who asks: in no message. A post may be tagged with the same word. */
  readonly users: readonly string[];
}

/** Query parameters and fields that hold secrets or name the user. */
const secretPattern = /\b(api_key|user_id|login|password_hash)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi;
/** A shorter secret is hidden only as a whole word: it is part of others. */
const longSecret = 8;
/** A still shorter one may be any status or figure, and is hidden only as a parameter. */
const wordSecret = 4;

/** A message without the given secrets, and without anything that looks like one. */
export function redact(text: string, { keys, users }: Secrets): string {
  return hide(text, [...keys, ...users]).replace(secretPattern, '$1$2…');
}

/** JSON without the given secrets, in texts and in names, however deep; the same value where it holds none. */
export function redactJson(value: unknown, secrets: readonly string[]): unknown {
  const forms = formsOf(secrets);
  return forms.length > 0 && holds(value, forms) ? withoutForms(value, forms) : value;
}

/** Most JSON holds none: it is not copied. */
function holds(value: unknown, forms: readonly string[]): boolean {
  if (typeof value === 'string') return forms.some((form) => value.includes(form));
  if (Array.isArray(value)) return value.some((item) => holds(item, forms));
  if (!isObject(value)) return false;
  return Object.keys(value).some((name) => holds(name, forms) || holds(value[name], forms));
}

function withoutForms(value: unknown, forms: readonly string[]): unknown {
  if (typeof value === 'string') return hideForms(value, forms);
  if (Array.isArray(value)) return value.map((item) => withoutForms(item, forms));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      hideForms(name, forms),
      withoutForms(item, forms),
    ]),
  );
}

function hide(text: string, secrets: readonly string[]): string {
  return hideForms(text, formsOf(secrets));
}

/** As they may be written; those that are too short to be told from other words are left out. */
function formsOf(secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
  return [...new Set(forms)].filter(({ length }) => length >= wordSecret);
}

function hideForms(text: string, forms: readonly string[]): string {
  let clean = text;
  for (const form of forms) {
    if (form.length >= longSecret) clean = clean.replaceAll(form, '…');
    else clean = clean.replace(wordPattern(form), '…');
  }
  return clean;
}

function wordPattern(word: string): RegExp {
  const literal = word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])`, 'gu');
}
