import type { JsonObject } from '../../catalog/json.ts';
import type { SiteRequest } from '../network/client.ts';

/** A post as a site tells of it. */
export interface Row {
  /** Lower case; missing where the site does not tell it: Danbooru's banned posts. */
  readonly md5?: string;
  /** What it says, as records keep it: without secrets, and without addresses that expire. */
  readonly answer: JsonObject;
}

/** What differs from one kind of booru to another: how to ask, and how to read the answer. */
export interface BooruKind {
  /** Asked before the others, or only for what they do not know. */
  readonly role: 'exact' | 'leftover';
  /** MD5s that one request can ask about. */
  readonly most: number;
  /** It tells of posts that the asker may not see, without their MD5. */
  readonly hidesMd5s?: true;
  readonly byMd5s: (md5s: readonly string[]) => SiteRequest;
  readonly byId: (id: number) => SiteRequest;
  /** The posts of an answer; a text, in words that follow a name, where it is none of such a site. */
  readonly read: (body: unknown) => readonly Row[] | string;
}

/** What to say of an answer that has another form than the site's are known to have. */
export const unknownForm = 'answered in an unknown form';
