import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listLicences } from './list-licences.ts';

const repository = join(import.meta.dirname, '../..');
writeFileSync(join(repository, 'docs/licences.md'), listLicences(repository));
