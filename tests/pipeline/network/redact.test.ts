import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redact, redactJson } from '../../../pipeline/network/redact.ts';

const rules: readonly (readonly [text: string, key: string, user: string, clean: string])[] = [
  ['answered 401', 'LONG-KEY-1', '4', 'answered 401'],
  ['answered 401', 'LONG-KEY-1', '401', 'answered 401'],
  ['user_id=4&api_key=k1&id=4', 'k1', '4', 'user_id=…&api_key=…&id=4'],
  ['no access for anne or anneliese', 'LONG-KEY-1', 'anne', 'no access for … or anneliese'],
  ['at xLONG-KEY-1x', 'LONG-KEY-1', '4', 'at x…x'],
  ['at LONG%26KEY', 'LONG&KEY', '4', 'at …'],
  ['(a.b+) says', 'a.b+', '4', '(…) says'],
];

test('a message loses its secrets; a short one only where it stands alone', () => {
  for (const [text, key, user, clean] of rules) {
    assert.equal(redact(text, { keys: [key], users: [user] }), clean);
  }
});

test('JSON loses its keys in texts and names, and nothing else', () => {
  const body = JSON.parse('{"__proto__":"a","list":[1,null,true,"SECRET-KEY"],"SECRET-KEY":{}}');
  assert.equal(
    JSON.stringify(redactJson(body, ['SECRET-KEY'])),
    '{"__proto__":"a","list":[1,null,true,"…"],"…":{}}',
  );
});
