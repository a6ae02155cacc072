/** Whether SQLite itself says so. */
export function isDatabaseError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}

/** SQLITE_ERROR (there is no such table), SQLITE_CORRUPT, SQLITE_NOTADB: https://www.sqlite.org/rescode.html */
const damage: ReadonlySet<unknown> = new Set([1, 11, 26]);

/** Whether the database itself is damaged, not only out of reach. */
export function isDamage(error: unknown): boolean {
  return isDatabaseError(error) && 'errcode' in error && damage.has(Number(error.errcode) & 0xff);
}
