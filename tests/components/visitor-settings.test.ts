import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionsOf, keyActionNames, keysOf } from '../../components/keys/key-bindings.ts';
import { readSettings } from '../../components/settings/settings-keeper.ts';
import {
  formatVisitorSettings,
  intervals,
  parseVisitorSettings,
} from '../../components/settings/visitor-settings.ts';

test('settings survive being written and read', () => {
  const settings = parseVisitorSettings({
    row: 'l',
    fit: 'full',
    pageSize: 100,
    ratings: { e: 'hide', q: 'blur' },
    blacklist: 'spider\n"__proto__"',
    keys: 'danbooru',
    bindings: { next: ['n'], previous: [] },
    interval: 9,
  });
  assert.deepEqual(readSettings(formatVisitorSettings(settings)), settings);
  assert.equal(settings.ratings.get('explicit'), 'hide');
});

test('what is not understood is as if not chosen', () => {
  const usual = parseVisitorSettings({});
  for (const text of [
    '',
    '[]',
    'null',
    '{',
    '"x"',
    '{"row":"xl","interval":-1,"ratings":{"e":3}}',
  ]) {
    assert.deepEqual(readSettings(text), usual, text);
  }
  assert.equal(usual.interval, intervals.usual);
  assert.deepEqual(readSettings(undefined), usual);
});

test('every action has keys of its own in each preset, and none when keys are off', () => {
  for (const keys of ['homebooru', 'danbooru'] as const) {
    const settings = { keys, bindings: new Map() };
    for (const action of keyActionNames) {
      for (const key of keysOf(action, settings)) {
        assert.deepEqual(actionsOf(key, settings), [action], `${keys}: ${key}`);
      }
    }
  }
  for (const action of keyActionNames) {
    assert.deepEqual(keysOf(action, { keys: 'off', bindings: new Map([[action, ['x']]]) }), []);
  }
});

test('a chosen key stands in place of the preset’s, and an empty choice switches an action off', () => {
  const settings = {
    keys: 'homebooru' as const,
    bindings: new Map<string, readonly string[]>([
      ['next', ['n']],
      ['previous', []],
    ]),
  };
  assert.deepEqual(actionsOf('n', settings), ['next']);
  assert.deepEqual(actionsOf('d', settings), []);
  assert.deepEqual(actionsOf('a', settings), []);
  assert.deepEqual(actionsOf('t', settings), ['theme']);
});
