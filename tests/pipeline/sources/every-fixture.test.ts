import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readAnswer } from '../../../catalog/answer.ts';
import { isObject, ownObject, ownText } from '../../../catalog/json.ts';
import { Client, userAgentOf } from '../../../pipeline/network/client.ts';
import { Booru } from '../../../pipeline/sources/booru.ts';
import type { BooruKind } from '../../../pipeline/sources/booru-kind.ts';
import { gelbooruTags } from '../../../pipeline/sources/gelbooru-tags.ts';
import { danbooruKind } from '../../../pipeline/sources/kinds/danbooru.ts';
import { e621Kind } from '../../../pipeline/sources/kinds/e621.ts';
import { gelbooruKind } from '../../../pipeline/sources/kinds/gelbooru.ts';
import { moebooruKind } from '../../../pipeline/sources/kinds/moebooru.ts';
import { LearnedTags } from '../../../pipeline/sources/learned-tags.ts';
import { httpServer, sendJson } from '../../fixtures/http-server.ts';
import { readShared, sharedPath, skipWithout } from '../../fixtures/shared.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const never = new AbortController().signal;
const kinds: Readonly<Record<string, BooruKind>> = {
  danbooru: danbooruKind(100),
  e621: e621Kind(100),
  gelbooru: gelbooruKind('gelbooru'),
  yandere: moebooruKind(100),
  konachan: moebooruKind(100),
  safebooru: gelbooruKind('0.2'),
  rule34xxx: gelbooruKind('0.2'),
  cloudflare: danbooruKind(100),
};
/** Of a picture that no recorded answer tells of. */
const nobodys = 'f'.repeat(32);

/** Recorded answer → what it comes to, sent over HTTP with its status: how many of its posts are found, or what is said. */
const expected: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  danbooru: {
    'derived_empty.json': 'absent',
    'derived_error_401_bad_api_key.json': 'answered 401: Invalid API key',
    'derived_error_401_missing_login.json': 'answered 401: Missing `login` or `api_key`',
    'derived_error_403_api_key_permission.json': 'answered 403: Access denied',
    'derived_error_404_md5_param.json': 'answered 404: That record was not found.',
    'derived_error_422_tag_limit.json':
      'answered 422: You cannot search for more than 2 tags at a time.',
    'derived_error_429_app.json':
      "answered 429: You're doing that too fast. Wait a minute and try again.",
    'derived_error_500_timeout.json': 'answered 500: The database timed out running your query.',
    'derived_error_503_db.json': 'answered 503: The database is unavailable. Try again later.',
    'derived_iqdb_queries.json': 'answered in an unknown form',
    'derived_posts_banned_no_md5.json': '1 found',
    'derived_posts_deleted.json': '1 found',
    'recorded_error_410_pagination_2025-08.json': 'answered 410: You cannot go beyond page 1000.',
    'recorded_posts_2020-07.sfw.json': '5 found',
    'recorded_posts_media_asset_2025-08.json': '1 found',
    'recorded_tags_2020-07.json': 'answered in an unknown form',
  },
  e621: {
    'derived_empty.json': 'absent',
    'derived_empty_v2.json': 'absent',
    'derived_error_401.json': 'answered 401: SessionLoader::AuthenticationFailure',
    'derived_error_410.json':
      'answered 410: You cannot go beyond page 750. Please narrow your search terms.',
    'derived_error_422_tag_limit.json':
      'answered 422: You cannot search for more than 40 tags at a time',
    'derived_error_429.json': 'answered 429: Throttled: Too many requests',
    'derived_error_503.json': 'answered 503: The database is unavailable. Try again later.',
    'derived_iqdb_queries_v1.json': 'answered with posts that nobody asked about',
    'derived_iqdb_queries_v2.json': 'answered with posts that nobody asked about',
    'derived_post_md5_v2_extended.json': '1 found',
    'derived_posts_deleted_url_null.json': '1 found',
    'derived_posts_list_legacy_2026.json': '1 found',
    'derived_posts_v2_basic.json': '1 found',
    'recorded_error_404_2026.json': 'answered 404: not found',
    'recorded_post_4842101_2026-07.json': '1 found',
    'recorded_posts_2021-04.sfw.json': '45 found',
    'recorded_tags_2021-04.json': 'answered with posts that nobody asked about',
  },
  gelbooru: {
    'derived_md5_hit.json': '1 found',
    'recorded_empty_2026.json': 'absent',
    'recorded_error_401.body': 'answered 401',
    'recorded_error_anonymous_quota_2022.txt.json':
      'answered: Search error: We have exceeded maximum queries per day for anonymous usage. Yukkuri Shiteitte ne! :<',
    'recorded_error_too_deep_2022.txt': 'answered with broken JSON',
    'recorded_post_14970719_2026-09.json': '1 found',
    'recorded_posts_2017-09.sfw.xml': 'answered with a page instead of JSON',
    'recorded_tags_2026-09.json': 'answered in an unknown form',
    'recorded_tags_names_trimmed.json': 'answered in an unknown form',
  },
  yandere: {
    'derived_empty_v1.json': 'absent',
    'derived_empty_v2.json': 'absent',
    'derived_error_424_v2_xml.json': 'answered 424: V2 API is JSON-only',
    'derived_error_500_too_many_tags.json':
      'answered 500: Error: You cannot search for more than 6 tags at a time',
    'derived_post_deleted_no_file_url.json': '1 found',
    'derived_post_list_v1.json': '1 found',
    'derived_tag.json': 'answered with posts that nobody asked about',
    'derived_tag_summary.json': 'answered in an unknown form',
    'derived_tag_summary_unchanged.json': 'answered in an unknown form',
    'recorded_post_v2_1194966_2024-09.json': '1 found',
  },
  konachan: {
    'recorded_post_2023-03.json': '1 found',
  },
  safebooru: {
    'recorded_post_2023-03.json': '1 found',
  },
  rule34xxx: {
    'derived_missing_auth.xml': 'answered with a page instead of JSON',
    'derived_post_tag_info.json': '1 found',
    'recorded_missing_auth_2025.json':
      'answered: Missing authentication. Go to api.rule34.xxx for more information',
  },
  cloudflare: {
    'derived_403_challenge.html': 'answered 403 with a Cloudflare page that wants a browser',
  },
};

/** As it was sent: what the name says, else 200. */
function statusOf(site: string, name: string): number {
  if (site === 'cloudflare') return 403;
  return Number(/error_(\d{3})/.exec(name)?.[1] ?? 200);
}

async function outcomeOf(site: string, name: string): Promise<string> {
  const bytes = readFileSync(sharedPath(`fixtures/${site}/${name}`));
  await using server = await httpServer((_, response) => {
    response.writeHead(statusOf(site, name)).end(bytes);
  });
  using client = new Client({ userAgent: userAgentOf('1.0.0', 'me'), clock: virtualClock() });
  const kind = kinds[site];
  assert.ok(kind, site);
  const own = [...bytes.toString().matchAll(/"(?:md5|hash)"\s*:\s*"([0-9a-f]{32})"/g)];
  const md5s = [...new Set(own.map(([, md5 = '']) => md5))];
  const booru = new Booru({
    name: site,
    kind,
    site: client.site({ url: server.url, requestsPerSecond: 10 }),
  });
  const wanted = (md5s.length > 0 ? md5s : [nobodys]).map((md5) => ({ md5 }));
  const findings = [...(await booru.byMd5(wanted, never)).values()];
  const found = findings.filter(({ state }) => state === 'found').length;
  if (found > 0) return `${found} found`;
  const [finding] = findings;
  return finding?.state === 'failed' ? finding.reason : (finding?.state ?? 'not asked');
}

for (const site of Object.keys(kinds)) {
  test(`every recorded answer of ${site} comes to what it says, through the whole client`, {
    skip: skipWithout(`fixtures/${site}`),
  }, async () => {
    const names = readdirSync(sharedPath(`fixtures/${site}`)).filter(
      (name) => !/meta\.json$|headers\.json$/.test(name),
    );
    const outcomes = await Promise.all(
      names.map(async (name) => [name, await outcomeOf(site, name)] as const),
    );
    assert.deepEqual(Object.fromEntries(outcomes), expected[site]);
  });
}

for (const name of ['recorded_tags_2026-09.json', 'recorded_tags_names_trimmed.json']) {
  const place = `fixtures/gelbooru/${name}`;
  test(`Gelbooru's recorded types of tags are learned: ${name}`, {
    skip: skipWithout(place),
  }, async () => {
    const body = readShared(place);
    const list = isObject(body) && Array.isArray(body['tag']) ? body['tag'] : [];
    const names = list.filter(isObject).map((tag) => ownText(tag, 'name') ?? '');
    await using server = await httpServer((_, response) => sendJson(response, body));
    await using folder = await temporaryFolder();
    using client = new Client({ userAgent: userAgentOf('1.0.0', 'me'), clock: virtualClock() });
    const site = client.site({ url: server.url, requestsPerSecond: 10 });
    const learned = await LearnedTags.open(folder.path, 'gelbooru');
    const answer = { id: 1, tags: names.join(' ') };
    const row = await gelbooruTags(site, learned)({ md5: nobodys, answer }, never);
    assert.ok('answer' in row);
    const types = ownObject(row.answer, 'tag_types') ?? {};
    assert.deepEqual(Object.keys(types).toSorted(), names.toSorted());
    assert.equal(readAnswer(row.answer)?.tags.size, names.length);
  });
}
