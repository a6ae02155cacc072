/** A request that the server refused; `answer` is all that it said. */
export class SidecarRefusal extends Error {
  override readonly name = 'SidecarRefusal';
  readonly status: number;
  readonly answer: unknown;

  constructor(status: number, message: string, answer: unknown) {
    super(message);
    this.status = status;
    this.answer = answer;
  }
}

/** The server did not answer, or something else did in its place. */
export class SidecarAway extends Error {
  override readonly name = 'SidecarAway';
}

/** The way to the server that serves this page: the one place that knows how to ask it. */
export class SidecarClient {
  readonly #api: string;
  #token: string | undefined;

  /** `api`: the API's address, with `/` at its end. */
  constructor(api: string) {
    this.#api = api;
  }

  get(path: string): Promise<unknown> {
    return this.#ask('GET', path, undefined);
  }

  /**
   * Throws a SidecarRefusal: 401 where nobody is logged in, 409 for a conflict, with the answer. Who has logged in anew
   * meanwhile, in another window, has another token: then it is asked once more.
   */
  async send(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body: unknown = {},
  ): Promise<unknown> {
    if (this.#token === undefined) await this.isLoggedIn();
    const token = this.#token;
    try {
      return await this.#ask(method, path, JSON.stringify(body));
    } catch (error) {
      if (!(error instanceof SidecarRefusal) || !/^40[13]$/.test(String(error.status))) throw error;
      if (!(await this.isLoggedIn()) || this.#token === token) throw error;
      return this.#ask(method, path, JSON.stringify(body));
    }
  }

  /** Sends a picture's bytes; `onProgress` hears which share has gone. Throws as `send` does. */
  async upload(file: Blob, name: string, onProgress: (share: number) => void): Promise<unknown> {
    if (this.#token === undefined) await this.isLoggedIn();
    const headers = new Map([
      ['Content-Type', 'application/octet-stream'],
      ['X-HB-Name', encodeURIComponent(name.toWellFormed())],
      ['X-HB-Token', this.#token ?? ''],
    ]);
    const { status, content } = await sendFile(`${this.#api}uploads`, file, headers, onProgress);
    return contentOrRefusal(status, content);
  }

  async isLoggedIn(): Promise<boolean> {
    return this.#takeSession(await this.get('session'));
  }

  /** Logs in, by the token of a link or by the secret. Throws a SidecarRefusal where that is not right. */
  async logIn(by: { readonly token: string } | { readonly secret: string }): Promise<void> {
    this.#takeSession(await this.#ask('POST', 'login', JSON.stringify(by)));
  }

  async logOut(): Promise<void> {
    await this.send('POST', 'logout');
    this.#token = undefined;
  }

  #takeSession(answer: unknown): boolean {
    const session = answer as { readonly isLoggedIn?: boolean; readonly token?: string };
    this.#token = session.isLoggedIn === true ? session.token : undefined;
    return this.#token !== undefined;
  }

  async #ask(method: string, path: string, body: string | undefined): Promise<unknown> {
    const headers = {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(this.#token === undefined ? {} : { 'X-HB-Token': this.#token }),
    };
    const wish = { method, headers, ...(body === undefined ? {} : { body }) };
    const { status, content } = await fetchJson(this.#api + path, wish);
    return contentOrRefusal(status, content);
  }
}

function contentOrRefusal(status: number, content: unknown): unknown {
  if (status < 400) return content;
  const { error } = content as { readonly error?: { readonly message?: string } };
  throw new SidecarRefusal(status, error?.message ?? `${status}`, content);
}

/** As fetch does, but it tells how far it is. */
function sendFile(
  address: string,
  file: Blob,
  headers: ReadonlyMap<string, string>,
  onProgress: (share: number) => void,
): Promise<{ readonly status: number; readonly content: unknown }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    for (const [key, value] of headers) request.setRequestHeader(key, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener('load', () => {
      try {
        resolve({ status: request.status, content: JSON.parse(request.responseText) });
      } catch (cause) {
        reject(new SidecarAway('The server does not answer.', { cause }));
      }
    });
    request.addEventListener('error', () => reject(new SidecarAway('The server does not answer.')));
    request.send(file);
  });
}

/** Throws SidecarAway where nobody answers, or a proxy in front says so in its own words. */
async function fetchJson(
  address: string,
  wish: RequestInit,
): Promise<{ readonly status: number; readonly content: unknown }> {
  try {
    const answer = await fetch(address, wish);
    return { status: answer.status, content: await answer.json() };
  } catch (cause) {
    throw new SidecarAway('The server does not answer.', { cause });
  }
}
