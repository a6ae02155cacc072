/** Where the server is that serves this page, as it says itself in assets/host.js. */
export interface SidecarHost {
  /** The API's address, with `/` at its end. */
  readonly api: string;
  readonly panel: string;
}

declare global {
  var homebooruHost: SidecarHost | undefined;
}

/** The page comes from the user's own server: tags can be edited. On any other host, and from disk, they cannot. */
export function isAtHome(): boolean {
  return globalThis.homebooruHost !== undefined;
}
