import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AddressSet } from '../../pipeline/library/address-set.ts';
import { addJournal, formatLedger, parseLedger } from '../../pipeline/library/ledger.ts';

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
  const ledger = { isComplete: true, state: 'abc', files: AddressSet.of(addresses) };
  const read = parseLedger(formatLedger(ledger));
  assert.equal(read?.isComplete, true);
  assert.equal(read?.state, 'abc');
  assert.deepEqual([...(read?.files ?? [])].toSorted(), addresses.toSorted());
});

test('addresses by number are written as runs, whatever order they come in', () => {
  const text = formatLedger({ isComplete: false, state: '', files: AddressSet.of(addresses) });
  const reversed = formatLedger({
    isComplete: false,
    state: '',
    files: AddressSet.of(addresses.toReversed()),
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

test('a journal adds what a build put there, but for a last line that was cut off', () => {
  const files = AddressSet.of(['index.html']);
  addJournal(files, 'post/0/1.html\ndata/x.js\n../y\npost/0/2.ht');
  assert.deepEqual([...files].toSorted(), ['data/x.js', 'index.html', 'post/0/1.html']);
});

test('a set of addresses holds what was put in and not taken out, however it is spelled', () => {
  const odd = ['post/00/1.html', 'post/0/01.html', 'post/1/1.html', `post/1/${2 ** 53}.html`];
  const set = AddressSet.of([...addresses, ...odd]);
  for (const address of [...addresses, ...odd]) assert.ok(set.has(address), address);
  const copy = set.copy();
  for (const address of ['post/0/1.html', 'post/1/1.html', 'index.html']) set.delete(address);
  assert.ok(!set.has('post/0/1.html') && !set.has('post/1/1.html') && !set.has('index.html'));
  assert.ok(set.has('post/0/2.html') && copy.has('post/0/1.html'));
  assert.equal([...set].length, addresses.length + odd.length - 3);
});
