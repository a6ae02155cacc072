import { editRecord } from '../../catalog/edit-record.ts';
import { type EditChange, revertOf } from '../../catalog/edits.ts';
import type { PostRecord } from '../../catalog/record.ts';
import { currentTime } from '../../pipeline/cli/session.ts';
import { Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { viewOf } from './post-view.ts';

/** A post after an edit, and the edition of the site that will have it; none where nothing changed. */
export interface EditedPost {
  readonly record: PostRecord;
  readonly edition: number | null;
}

/**
 * Edits a post durably; library and site follow. `version`: what the editor has seen; where it is another one by now,
 * throws a Refusal (409) with the post as it is.
 */
export function editPost(
  services: Services,
  number: number,
  version: number | undefined,
  change: EditChange | ((now: PostRecord) => EditChange),
): Promise<EditedPost> {
  return update(services, number, version, (now) =>
    editRecord(now, typeof change === 'function' ? change(now) : change, currentTime()),
  );
}

/** Takes one past change back, by its place in the history. Throws a Refusal where there is none. */
export function revertEdit(
  services: Services,
  number: number,
  version: number | undefined,
  place: number,
): Promise<EditedPost> {
  return update(services, number, version, (now) => {
    const past = now.edits.history[place];
    if (!past) throw new Refusal(404, `Post ${number} has no change ${place}.`);
    return editRecord(now, revertOf(past), currentTime());
  });
}

async function update(
  services: Services,
  number: number,
  version: number | undefined,
  change: (now: PostRecord) => PostRecord | undefined,
): Promise<EditedPost> {
  const { collection, publisher } = services;
  let seen: PostRecord | undefined;
  const written = await collection.update(number, (now) => {
    seen = now;
    return version === undefined || now.revision === version ? change(now) : undefined;
  });
  if (written) return { record: written, edition: publisher.publish(written.md5) };
  if (!seen) throw new Error(`the record of post ${number} was not read`);
  if (version === undefined || seen.revision === version) return { record: seen, edition: null };
  throw new Refusal(409, 'The post was changed in the meantime.', await show(services, seen));
}

/** A post for the answer to the user. */
export async function show(
  { collection }: Services,
  record: PostRecord,
  isForUser = true,
): Promise<Readonly<Record<string, unknown>>> {
  const rules = await collection.rules();
  return collection.read((library) => viewOf(record, rules, library, isForUser));
}
