import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompletionList } from '../../components/completion-list/completion-list.ts';

for (const component of [CompletionList]) {
  test(`${component.name} declares, and does not shadow, its reactive properties`, () => {
    const element = new component();
    assert.ok(component.elementProperties.size > 0);
    for (const name of component.elementProperties.keys()) {
      assert.ok(!Object.hasOwn(element, name), `${String(name)} is a class field`);
    }
  });
}
