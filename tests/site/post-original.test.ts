import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as post from '../../site/pages/post.11ty.ts';
import { frame, postPage } from './sample-pages.ts';

test('a download is named after the file only where that is safe', () => {
  const named = (path: string): string | undefined => {
    const page = post.postPage({ ...postPage, post: { ...postPage.post, paths: [path] } }, frame);
    return /\sdownload="([^"]*)"/.exec(page)?.[1];
  };
  assert.equal(named('a/夜の海.jpg'), '夜の海.jpg');
  assert.equal(named('a/b<c.jpg'), '12345.jpg');
  assert.equal(named('.hidden.jpg'), '12345.jpg');
  assert.equal(named('really.png'), '12345.jpg');
});

test('originals on another host are linked there, and the policy allows pictures of that host', () => {
  const item = { ...postPage, original: 'https://cdn.example/originals/12/12345.jpg' };
  const page = post.postPage(item, { ...frame, imageOrigin: 'https://cdn.example' });
  assert.match(
    page,
    /<a data-original[^>]* href="https:\/\/cdn\.example\/originals\/12\/12345\.jpg"><img/,
  );
  assert.match(page, /img-src &#39;self&#39; data: https:\/\/cdn\.example;/);
});
