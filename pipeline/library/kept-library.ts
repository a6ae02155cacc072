import { type Library, openLibrary } from './library.ts';
import { libraryFile, libraryPath } from './library-files.ts';

/**
 * Keeps a library open from one use to the next: what its database has read stays in memory. Another one is opened where
 * the file is not the same any more, because it was made anew.
 */
export class KeptLibrary implements Disposable {
  readonly #openNew: (state: string) => Library;
  #kept: { readonly library: Library; readonly file: string } | undefined;

  /** `openNew`: to write or to read it alone. */
  constructor(openNew: (state: string) => Library = openLibrary) {
    this.#openNew = openNew;
  }

  /** A `using` of what is answered leaves it open. `state`: the collection's state folder. */
  open(state: string): Library {
    const known = this.#kept;
    if (known && known.file === fileOf(state)) return known.library;
    this[Symbol.dispose]();
    // Before it is opened: where another one takes its place meanwhile, that one is opened the next time.
    const file = fileOf(state);
    const library = this.#openNew(state);
    library.isKept = true;
    this.#kept = { library, file };
    return library;
  }

  /** Closes it; to be called too where a use has failed, as what it had begun must not be ended by the next one. */
  [Symbol.dispose](): void {
    const library = this.#kept?.library;
    this.#kept = undefined;
    if (!library) return;
    library.isKept = false;
    library[Symbol.dispose]();
  }
}

function fileOf(state: string): string {
  return `${libraryPath(state)} ${libraryFile(state)}`;
}
