import { Fields, oneOf, text, wrong } from './fields.ts';
import { isObject, type JsonObject, own } from './json.ts';

/**
 * What a site says of a post that is not, byte for byte, this picture: one that the file's name tells of, or one that
 * looks like it. Weaker than an answer about the picture itself, and shown only while there is none.
 */
export interface Match {
  /** Whose post it is: `danbooru`, whoever found it. */
  readonly source: string;
  readonly how: 'name' | 'similar';
  /** Of a similar one, in percent, as the finder says it. */
  readonly similarity?: number;
  readonly answer: JsonObject;
}

const matchFields: ReadonlySet<string> = new Set(['source', 'how', 'similarity', 'answer']);
const percent = {
  wish: 'a number from 0 to 100',
  is: (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 100,
};

/** Reads a match as a record keeps it, with its unknown fields. Throws an Error that names what is wrong. */
export function parseMatch(item: unknown, way: string): Match {
  const fields = Fields.of(item, way);
  const similarity = fields.read('similarity', percent);
  const answer = own(fields.raw, 'answer');
  if (!isObject(answer)) throw wrong(`${way}.answer`, answer, 'an object');
  return fields.keeping(matchFields, {
    source: fields.need('source', text),
    how: fields.need('how', oneOf(['name', 'similar'])),
    ...(similarity === undefined ? {} : { similarity }),
    answer,
  });
}
