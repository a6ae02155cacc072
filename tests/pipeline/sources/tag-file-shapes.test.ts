import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readAnswer } from '../../../catalog/answer.ts';
import { parseTagJson } from '../../../pipeline/sources/tag-files/parse-tag-json.ts';
import { parseTagList } from '../../../pipeline/sources/tag-files/parse-tag-list.ts';
import { parseTagFile } from '../../../pipeline/sources/tag-files/read-tag-file.ts';
import type { TagFileContent } from '../../../pipeline/sources/tag-files/tag-collector.ts';
import { hostileTexts } from '../../fixtures/hostile.ts';
import { listShared, sharedPath, skipWithout } from '../../fixtures/shared.ts';

const lists: readonly (readonly [
  name: string,
  text: string,
  content: TagFileContent | undefined,
])[] = [
  ['one tag a line', '1girl\nlong hair\n', { tags: { untyped: ['1girl', 'long hair'] } }],
  ['lines that end as on Windows', 'a\r\nb\r\n', { tags: { untyped: ['a', 'b'] } }],
  [
    'commas on one line',
    '1girl, long hair,solo',
    { tags: { untyped: ['1girl', 'long hair', 'solo'] } },
  ],
  ['commas on several lines', 'a, b,\nc, d\n', { tags: { untyped: ['a', 'b', 'c', 'd'] } }],
  [
    'spaces between tags with underscores',
    '1girl long_hair solo',
    { tags: { untyped: ['1girl', 'long_hair', 'solo'] } },
  ],
  ['one tag of two words', 'long hair', { tags: { untyped: ['long hair'] } }],
  [
    "Hydrus' namespaces",
    'creator:bob ross\nseries:fate\ncharacter:saber\nspecies:fox\nmeta:highres\nstudio:x\ncat',
    {
      tags: {
        artist: ['bob ross'],
        copyright: ['fate'],
        character: ['saber'],
        species: ['fox'],
        meta: ['highres'],
        untyped: ['studio:x', 'cat'],
      },
    },
  ],
  ['a rating', 'rating:safe\ncat', { tags: { untyped: ['cat'] }, rating: 'general' }],
  ['a rating alone', 'rating:explicit', { tags: {}, rating: 'explicit' }],
  [
    'addresses among the tags',
    'cat\nhttps://example.org/1\nsource:https://example.org/2',
    { tags: { untyped: ['cat'] }, origins: ['https://example.org/1', 'https://example.org/2'] },
  ],
  [
    'tags that look like namespaces',
    're:zero\nhonkai: star rail\n:d\n>:)',
    { tags: { untyped: ['re:zero', 'honkai: star rail', ':d', '>:)'] } },
  ],
  ['escaped brackets', 'saber \\(fate\\), solo', { tags: { untyped: ['saber (fate)', 'solo'] } }],
  ['the same tag twice', 'Cat\ncat\n cat ', { tags: { untyped: ['Cat'] } }],
  ['nothing', ' \n\n', undefined],
  [
    'a readme',
    'This is the read-me of my pictures.\nPlease do not repost them anywhere else.',
    undefined,
  ],
  [
    'a readme of clauses',
    'These pictures, which I drew, are mine. Do not copy them, please.',
    undefined,
  ],
  [
    'a long line',
    'I drew this one last summer while we were all sitting at the lake and ate ice cream',
    undefined,
  ],
  ['a heading', '# Pictures\n- one\n- two', undefined],
  ['a web page', '<!DOCTYPE html>\n<html>\n<body>', undefined],
  [
    'a licence',
    'Permission is hereby granted, free of charge, to any person obtaining a copy.\nTHE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND.',
    undefined,
  ],
  ['settings', 'width = 100\nheight = 20', undefined],
  ['JSON by the wrong name', '{"tags": ["a"]}', undefined],
];
for (const [name, text, content] of lists) {
  test(`a text file is read: ${name}`, () => assert.deepEqual(parseTagList(text), content));
}

test('a text with a byte order mark, also a wide one, is read', () => {
  const expected = { kind: 'tags', content: { tags: { untyped: ['cat'] } } };
  assert.deepEqual(parseTagFile(Buffer.from('\ufeffcat'), false), expected);
  assert.deepEqual(parseTagFile(Buffer.from('\ufeffcat', 'utf16le'), false), expected);
});

test('what is no text, and what is cut off, is told apart from what is no tag file', () => {
  assert.deepEqual(parseTagFile(Buffer.from([0xff, 0, 1]), false), { kind: 'other' });
  assert.deepEqual(parseTagFile(Buffer.from([0x8f, 0x97]), false), {
    kind: 'problem',
    reason: 'is not UTF-8 text',
    isLasting: true,
  });
  assert.deepEqual(parseTagFile(Buffer.from('{"tags": ["a'), true), {
    kind: 'problem',
    reason: 'is not whole JSON',
    isLasting: true,
  });
  assert.deepEqual(parseTagFile(Buffer.from('[1, 2]'), true), { kind: 'other' });
});

test('hostile names stay tags, and as many as a post may have are kept', () => {
  const all = parseTagJson({
    tags: [...hostileTexts, ...Array.from({ length: 5000 }, (_, at) => `t${at}`)],
  });
  const answer = readAnswer({ files: [{ path: 'x.json', ...all }] });
  assert.equal(answer?.tags.size, 1000);
  assert.ok(answer?.tags.has('__proto__'));
  assert.ok((all?.tags.untyped ?? []).every((raw) => raw.length <= 400));
});

for (const folder of ['corpora/json', 'corpora/json/jsontestsuite', 'corpora/strings']) {
  test(`every file of ${folder} is tags, a problem or something else`, {
    skip: skipWithout(folder),
  }, () => {
    const kinds = new Map<string, number>();
    for (const place of listShared(folder)) {
      if (!place.endsWith('.json')) continue;
      const bytes = readFileSync(sharedPath(place));
      for (const isJson of [true, false]) {
        const reading = parseTagFile(bytes, isJson);
        kinds.set(reading.kind, (kinds.get(reading.kind) ?? 0) + 1);
        const name = place.replace(/^.*\//, '');
        if (isJson && name.startsWith('n_')) assert.equal(reading.kind, 'problem', place);
        if (isJson && name.startsWith('y_')) assert.notEqual(reading.kind, 'problem', place);
        if (reading.kind === 'tags')
          assert.ok(readAnswer({ files: [{ path: 'x', ...reading.content }] }));
      }
    }
    assert.ok(kinds.size > 0);
  });
}
