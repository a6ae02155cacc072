import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeholderUrl } from '../../components/placeholders/placeholders.ts';

test('a thumbhash becomes a small PNG in an address', () => {
  const url = placeholderUrl('YJqGPQw7sFlslqhFafSE+Q6oJ1h2iHB2Rw==') ?? '';
  const [head, body = ''] = url.split(',');
  assert.equal(head, 'data:image/png;base64');
  assert.equal(Buffer.from(body, 'base64').toString('latin1', 1, 4), 'PNG');
  assert.ok(url.length < 8000);
});

test('what is no thumbhash becomes nothing', () => {
  for (const text of ['', 'AAAA', '"><img src=x>', 'YJqG PQw7', 'YJqGPQw7===']) {
    assert.equal(placeholderUrl(text), undefined, text);
  }
});
