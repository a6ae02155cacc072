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

/** JSON without the given secrets, in texts and in names, however deep. */
export function redactJson(value: unknown, secrets: readonly string[]): unknown {
  if (secrets.length === 0) return value;
  if (typeof value === 'string') return hide(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, secrets));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [hide(name, secrets), redactJson(item, secrets)]),
  );
}

function hide(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    for (const form of new Set([secret, encodeURIComponent(secret)])) {
      if (form.length >= longSecret) clean = clean.replaceAll(form, '…');
      else if (form.length >= wordSecret) clean = clean.replace(wordPattern(form), '…');
    }
  }
  return clean;
}

function wordPattern(word: string): RegExp {
  const literal = word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])`, 'gu');
}
