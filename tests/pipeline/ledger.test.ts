import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatLedger, parseLedger } from '../../pipeline/library/ledger.ts';

const addresses = [
  'index.html',
  'data/manifest.js',
  'post/0/1.html',
  'post/0/2.html',
  'post/0/3.html',
  'post/1/1000.html',
  'originals/0/2.png',
  'originals/0/7.png',
  'post/9/1.html',
];

test('a ledger says the same after it was written and read', () => {
  const ledger = { isComplete: true, state: 'abc', files: new Set(addresses) };
  const read = parseLedger(formatLedger(ledger));
  assert.equal(read?.isComplete, true);
  assert.equal(read?.state, 'abc');
  assert.deepEqual([...(read?.files ?? [])].toSorted(), addresses.toSorted());
});

test('addresses by number are written as runs, whatever order they come in', () => {
  const text = formatLedger({ isComplete: false, state: '', files: new Set(addresses) });
  const reversed = formatLedger({
    isComplete: false,
    state: '',
    files: new Set(addresses.toReversed()),
  });
  assert.match(text, /"post\/\.html": "1-3,1000"/);
  assert.equal(reversed, text);
});

for (const text of ['', '{', 'null', '[]', '{"version":99,"files":[]}', '{"version":1}']) {
  test(`${JSON.stringify(text)} is no ledger`, () => assert.equal(parseLedger(text), undefined));
}

test('a ledger that somebody changed never leads out of its folder', () => {
  const text = JSON.stringify({
    version: 1,
    complete: true,
    files: ['../../etc/passwd', '/etc/passwd', 'a//b', 'fine.html', 7],
    numbers: { '../x/.html': '1', 'post/.html': 'x' },
  });
  assert.deepEqual([...(parseLedger(text)?.files ?? [])], ['fine.html']);
});
