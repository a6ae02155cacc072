import { wildcardExpression } from './index-source.ts';
import type { Fact } from './query.ts';

type TextFact = Fact & { readonly kind: 'text' };

/** Whether one text of a post is what a metatag asks for, in any case. */
export function textTest(
  fact: Pick<TextFact, 'part' | 'pattern' | 'isLiteral'>,
): (text: string) => boolean {
  const { part, pattern, isLiteral } = fact;
  const isPattern = !isLiteral && pattern.includes('*');
  if (part === 'address') {
    const matches = isPattern ? whole(pattern) : (text: string) => text.startsWith(pattern);
    return (text) => {
      const address = plain(text);
      return matches(address) || matches(address.replace(/^https?:\/\/(www\.)?/, ''));
    };
  }
  const matches = isPattern ? whole(`*${pattern}*`) : (text: string) => text.includes(pattern);
  return part === 'path'
    ? (text) => matches(plain(text))
    : (text) => matches(plain(text.slice(0, text.lastIndexOf('/') + 1)));
}

function whole(pattern: string): (text: string) => boolean {
  const expression = wildcardExpression(pattern);
  return (text) => expression.test(text);
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
