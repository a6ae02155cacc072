import assert from 'node:assert/strict';
import { test } from 'node:test';
import { savePost } from '../../../components/editing/save-post.ts';
import { SidecarAway, SidecarRefusal } from '../../../components/sidecar-client.ts';

const change = { add: [{ name: 'dog' }], remove: ['cat'] };
const answer = (version: number, general: readonly string[]) => ({
  number: 5,
  version,
  tags: { general },
  edits: { history: [{}, {}] },
  rating: 'sensitive',
  parent: null,
  favourite: true,
  edition: 9,
});

async function outcomeOf(act: () => unknown) {
  const sent: unknown[] = [];
  const send = async (...request: unknown[]): Promise<unknown> => {
    sent.push(request);
    return act();
  };
  return { outcome: await savePost({ send }, { number: 5, version: 1 }, change), sent };
}

test('what is changed is sent with the version, and the post comes back', async () => {
  const { outcome, sent } = await outcomeOf(() => answer(2, ['dog']));
  assert.deepEqual(sent, [['PATCH', 'posts/5', { version: 1, ...change }]]);
  assert.ok(outcome.kind === 'saved');
  const { version, edition, changes, rating, isFavourite, tags } = outcome.post;
  assert.deepEqual([version, edition, changes, rating, isFavourite], [2, 9, 2, 'sensitive', true]);
  assert.deepEqual([...tags], [['dog', 'general']]);
});

test('a conflict shows the post as it is; where it is what was wished, there is none', async () => {
  const refuse = (general: readonly string[]) => () => {
    throw new SidecarRefusal(409, 'changed', answer(3, general));
  };
  const conflict = await outcomeOf(refuse(['cat', 'bird']));
  assert.ok(conflict.outcome.kind === 'conflict');
  assert.equal(conflict.outcome.theirs.version, 3);
  assert.equal((await outcomeOf(refuse(['dog', 'bird']))).outcome.kind, 'saved');
});

test('who is not logged in, what is refused and a server that is away are told apart', async () => {
  const kinds = [
    [new SidecarRefusal(401, 'no', {}), 'logged-out'],
    [new SidecarRefusal(403, 'no', {}), 'logged-out'],
    [new SidecarRefusal(400, 'parent: no post has number 9', {}), 'refused'],
    [new SidecarAway('gone'), 'away'],
  ] as const;
  for (const [error, kind] of kinds) {
    const { outcome } = await outcomeOf(() => {
      throw error;
    });
    assert.equal(outcome.kind, kind);
  }
});

test('an answer that is no post is an error', async () => {
  await assert.rejects(
    outcomeOf(() => ({ fine: true })),
    /no post/,
  );
});
