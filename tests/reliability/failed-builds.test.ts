import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { SiteProcess } from '../../pipeline/cli/site-process.ts';
import { codeOf } from '../../pipeline/library/files.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { InlinePool } from '../fixtures/faults/inline-pool.ts';
import { siteRequest } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('R3: a build to which the disk refuses something says what, in one line, and the same process builds on once it is well', async () => {
  await using pool = new InlinePool();
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await using builder = new SiteProcess();
  const build = async () => builder.build(await siteRequest(collection.path, out), () => undefined);
  const add = async (seed: number): Promise<void> => {
    await collection.picture(`${seed}.png`, seed);
    await collection.process();
  };
  await add(0);
  await build();
  for (const [at, name] of ['data', 'post'].entries()) {
    await add(at + 1);
    const place = join(out, name);
    await rename(place, `${place}-aside`);
    await writeFile(place, 'a file where a folder should be');
    await assert.rejects(build(), (error: Error) => {
      assert.match(error.message, new RegExp(`^(cannot render: )?E\\w+: .*/site/${name}\\b.*$`));
      assert.match(codeOf(error) ?? '', /^E[A-Z]+$/);
      return true;
    });
    await rm(place);
    await rename(`${place}-aside`, place);
    assert.equal((await build()).posts, at + 2);
  }
});
