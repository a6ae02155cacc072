import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Post } from './picture.ts';
import { type Measured, rawPosts } from './raw-posts.ts';

/** Writes a picture's record, unless there is one already: the tool may have added to it. */
export async function writeRecord(
  metadata: string,
  path: string,
  post: Post,
  file: Measured,
  children: readonly Post[],
  force: boolean,
): Promise<string> {
  const name = recordName(file.md5);
  const record = {
    md5: file.md5,
    relative_path: path,
    saucenao_lookup: false,
    saucenao_response: null,
    camie_tagger_lookup: post.answers.includes('camie_tagger'),
    sources: rawPosts(post, file, children),
  };
  await mkdir(dirname(join(metadata, name)), { recursive: true });
  await writeFile(join(metadata, name), `${JSON.stringify(record, null, 2)}\n`, {
    flag: force ? 'w' : 'wx',
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return name;
}

function recordName(md5: string): string {
  return `${md5.slice(0, 2)}/${md5}.json`;
}
