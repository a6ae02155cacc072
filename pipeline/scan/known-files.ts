import type { Library } from '../library/library.ts';
import type { KnownFile } from './delta.ts';

/**
 * The picture files that the library remembers, as `compareFiles` wants them. `isSameDecoder`: files that could not be read
 * would not be read now either; else they are not among them, so that they are tried again.
 */
export function* knownFiles(library: Library, isSameDecoder: boolean): Generator<KnownFile> {
  const files = 'SELECT root, path, size, mtime, md5, problem FROM files';
  const wanted = isSameDecoder ? files : `${files} WHERE problem IS NULL`;
  for (const row of library.eachRow(`${wanted} ORDER BY root, path`)) {
    const [root, path, size, mtime, md5, problem] = row;
    yield {
      root: String(root),
      path: String(path),
      size: Number(size),
      mtime: Number(mtime),
      md5: String(md5),
      problem: problem === null ? undefined : String(problem),
    };
  }
}
