/** Query parameters and fields that hold secrets or name the user. */
const secretPattern = /\b(api_key|user_id|login|password_hash)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi;

/** A text without the given secrets, and without anything that looks like one. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    clean = clean.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…');
  }
  return clean.replace(secretPattern, '$1$2…');
}
