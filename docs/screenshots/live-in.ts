import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Puts into a copy of the demo collection what every collection has after a while: a file cut short, one twice, one that is none. */
export function addClutter(collection: string): void {
  const images = join(collection, 'images');
  const inbox = join(images, 'inbox');
  mkdirSync(inbox, { recursive: true });
  const camp = readFileSync(join(images, 'wallpapers/camp.jpg'));
  writeFileSync(join(inbox, 'download.jpg'), camp.subarray(0, camp.length / 2));
  writeFileSync(join(inbox, 'notes.png'), 'not a picture\n');
  copyFileSync(join(images, 'wallpapers/stag.webp'), join(inbox, 'stag (1).webp'));
}

/** Sources that are asked, one of which wants to be left alone for a while. The server asks nobody by itself. */
export function openSources(collection: string): void {
  const settings = join(collection, 'homebooru.yaml');
  const text = readFileSync(settings, 'utf8').replace(
    'danbooru: { enabled: false }',
    'danbooru: {}',
  );
  writeFileSync(settings, text.replace('yandere: { enabled: false }', 'yandere: {}'));
  appendFileSync(settings, '\nmonitor: { enabled: false }\n');
  const until = Date.now() + 20 * 60_000;
  const rest = { failures: 1, until, failure: 'throttled', reason: 'answered 429' };
  mkdirSync(join(collection, '.homebooru'), { recursive: true });
  writeFileSync(join(collection, '.homebooru/hosts.json'), JSON.stringify({ 'yande.re': rest }));
}

/** Does what one does with a collection: a few edits, two posts to the trash, a check. */
export async function liveIn(root: string, secret: string): Promise<void> {
  const ask = async (method: string, path: string, body: unknown = {}): Promise<void> => {
    const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
    const answer = await fetch(root + path, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  const edit = async (number: number, change: object): Promise<void> => {
    const known = await fetch(`${root}api/posts/${number}`, {
      headers: { Authorization: `Bearer ${secret}` },
    });
    const { version } = (await known.json()) as { readonly version: string };
    await ask('PATCH', `api/posts/${number}`, { version, ...change });
  };
  await edit(12, { add: ['wallpaper', 'character:sable'], remove: ['solo'] });
  await edit(30, { rating: 'sensitive' });
  await edit(33, { favourite: true });
  await edit(22, { add: ['golden_hour'] });
  await ask('DELETE', 'api/posts/5');
  await ask('DELETE', 'api/posts/9');
  await ask('POST', 'api/jobs', { kind: 'rebuild' });
  await ask('POST', 'api/jobs', { kind: 'check' });
  while (await isBusy(root, secret)) await setTimeout(200);
}

/** Something is still running, or about to. */
async function isBusy(root: string, secret: string): Promise<boolean> {
  const headers = { Authorization: `Bearer ${secret}` };
  const answer = await fetch(`${root}api/jobs`, { headers });
  const { jobs } = (await answer.json()) as { readonly jobs: readonly { state: string }[] };
  return jobs.some(({ state }) => state === 'running' || state === 'queued');
}
