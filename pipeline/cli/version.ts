import { readFileSync } from 'node:fs';

const packageFile = new URL('../../package.json', import.meta.url);

/** The program's version, as its package says. */
export const programVersion: string = (
  JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }
).version;
