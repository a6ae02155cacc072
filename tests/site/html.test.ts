import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributes, Html, html } from '../../site/html.ts';

test('what is not markup is escaped, in text and in quoted attributes', () => {
  const hostile = `"><img src=x onerror='alert(1)'>&`;
  assert.equal(
    html`<a title="${hostile}">${hostile}</a>`.toString(),
    '<a title="&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;">&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;</a>',
  );
});

test('markup of the same tag is kept, also in lists', () => {
  const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
  assert.equal(html`<ul>${items}</ul>`.toString(), '<ul><li>a</li><li>&lt;b&gt;</li></ul>');
});

test('nothing is written for what is absent, but zero is', () => {
  assert.equal(html`[${undefined}${null}${false}${[]}${''}]`.toString(), '[]');
  assert.equal(html`[${0}${true}]`.toString(), '[0true]');
});

test('an object that only looks like markup is escaped', () => {
  const impostor = { toString: () => '<script>' };
  assert.equal(html`${impostor}`.toString(), '&lt;script&gt;');
  assert.ok(html`` instanceof Html);
});

test('a backslash or a dollar sign in a value stays what it is', () => {
  assert.equal(html`${'$& \\n $`'}`.toString(), '$&amp; \\n $`');
});

test('attributes are quoted, alone when true, and left out when not set', () => {
  const made = attributes({ href: 'a"b', hidden: true, width: 0, lazy: false, rel: undefined });
  assert.equal(html`<a${made}>`.toString(), '<a href="a&quot;b" hidden width="0">');
});
