import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNearby, isPublicAddress } from '../../../pipeline/network/addresses.ts';

for (const address of ['1.1.1.1', '172.32.0.1', '2606:4700::1111', '64:ff9b::101:101']) {
  test(`${address} is public`, () => assert.equal(isPublicAddress(address), true));
}

for (const address of [
  '127.0.0.1',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:10.0.0.1',
  '::ffff:127.0.0.1',
  '::7f00:1',
  'nonsense',
]) {
  test(`${address} is not public`, () => assert.equal(isPublicAddress(address), false));
}

test('only names that speak of a machine nearby may lead to one', () => {
  for (const name of [
    'localhost',
    'nas',
    'a.localhost',
    'nas.local',
    '127.0.0.1',
    '[::1]',
    '10.0.0.5',
  ])
    assert.equal(isNearby(name), true, name);
  for (const name of [
    'danbooru.donmai.us',
    'localhost.example.org',
    '1.1.1.1',
    '[2606:4700::1111]',
  ])
    assert.equal(isNearby(name), false, name);
});
