import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatRecord, newRecord, type PostRecord, parseRecord } from '../../../catalog/record.ts';
import { applyFinding, parseAge } from '../../../pipeline/sources/apply-finding.ts';
import type { Finding } from '../../../pipeline/sources/source.ts';

const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
const day = 86_400_000;
const start = Date.parse('2026-01-01T00:00:00.000Z');
const found: Finding = { state: 'found', answer: { id: 1, tag_string: 'a b', rating: 's' } };
const absent: Finding = { state: 'absent' };
const failed: Finding = { state: 'failed', reason: 'answered 503' };

function at(days: number): string {
  return new Date(start + days * day).toISOString();
}

/** A record after findings, one a day; it survives its file each time. */
function after(...findings: readonly Finding[]): PostRecord {
  let record = newRecord(md5);
  for (const [days, finding] of findings.entries()) {
    const time = { now: at(days), absent: ['3d', '3w'] };
    const next = applyFinding(record, 'danbooru', finding, time);
    record = parseRecord(JSON.parse(formatRecord(next)), md5);
  }
  return record;
}

const lookup = (record: PostRecord) => record.lookups.get('danbooru');

test('an absence after a failure goes on where the absences before it ended', () => {
  assert.deepEqual(lookup(after(absent, failed, absent)), {
    state: 'absent',
    at: at(2),
    next: at(23),
    absences: 2,
  });
});

test('a failure says why, and is due again at once, twice; then it waits ever longer, a day at most', () => {
  assert.deepEqual(lookup(after(failed)), {
    state: 'failed',
    at: at(0),
    next: at(0),
    reason: 'answered 503',
    failures: 1,
  });
  const wait = (count: number): number => {
    const { at: then, next = '' } = lookup(after(...Array<Finding>(count).fill(failed))) ?? {
      at: '',
    };
    return (Date.parse(next) - Date.parse(then)) / 60_000;
  };
  assert.deepEqual([1, 2, 3, 4, 5, 20].map(wait), [0, 0, 5, 10, 20, 1440]);
});

test('neither a failure nor an absence takes away what was found', () => {
  assert.deepEqual(after(found, failed), after(found));
  const gone = after(found, absent);
  assert.equal(lookup(gone)?.state, 'absent');
  assert.deepEqual(gone.sources, after(found).sources);
});

test('what was found once more is told by its changes alone', () => {
  const other: Finding = { state: 'found', answer: { id: 1, tag_string: 'c b', rating: 'q' } };
  const rescored: Finding = { state: 'found', answer: { ...other.answer, score: 9 } };
  assert.deepEqual(lookup(after(found, other, rescored)), {
    state: 'found',
    at: at(2),
    changes: [{ at: at(1), added: ['c'], removed: ['a'], rating: 'sensitive' }],
  });
});

test('weaker matches are kept apart from answers, and by who found them', () => {
  const match = {
    source: 'danbooru',
    how: 'similar',
    similarity: 91.2,
    answer: { id: 5 },
  } as const;
  const matched: Finding = { state: 'matched', matches: [match] };
  const record = after(matched);
  assert.deepEqual([...record.sources], []);
  assert.deepEqual([...record.matches], [['danbooru', [match]]]);
  assert.deepEqual(lookup(record), { state: 'found', at: at(0) });
  assert.deepEqual(after(matched, absent).matches, record.matches);
});

test('an answer of the Flask version, which kept no look-ups, is no less found', () => {
  const record = { ...newRecord(md5), sources: new Map([['danbooru', { tag_string: 'a' }]]) };
  const time = { now: at(0), absent: ['3d'] };
  assert.equal(applyFinding(record, 'danbooru', failed, time), record);
});

test('whoever answers first, the record lists answers and look-ups by name', () => {
  const time = { now: at(0), absent: ['3d'] };
  const ask = (record: PostRecord, name: string) => applyFinding(record, name, found, time);
  const one = ['danbooru', 'e621', 'yandere'].reduce(ask, newRecord(md5));
  const other = ['yandere', 'danbooru', 'e621'].reduce(ask, newRecord(md5));
  assert.equal(formatRecord(one), formatRecord(other));
});

test('ages are days, weeks, months of thirty days, and years', () => {
  assert.deepEqual(
    ['0d', '3d', '2w', '3mo', '1y'].map((age) => parseAge(age) / day),
    [0, 3, 14, 90, 365],
  );
  assert.throws(() => parseAge('3h'), /no age such as 3d/);
});
