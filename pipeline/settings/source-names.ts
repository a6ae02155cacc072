/** What records, searches and pages mean something else by. */
const taken: ReadonlySet<string> = new Set([
  'filename',
  'tagfile',
  'tagfiles',
  'tagger',
  'camie_tagger',
  'edits',
  'user',
  'you',
  'any',
  'none',
  'http',
  'https',
]);

const plainName = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/** What is wrong with a name: where, below the sources, and what is wanted. */
export interface NameFault {
  readonly path: readonly string[];
  readonly name: string;
  readonly wish: string;
}

/** What records call a model's answers: Camie's as the Flask version did, any other's as its folder is called. */
export function taggerSource(model: string): string {
  return /^camie[-_]?tagger/i.test(model) ? 'camie_tagger' : model;
}

/**
 * The names that two would write their answers under. `own`: the boorus that the user named; `known`: the sources that
 * every collection has.
 */
export function* findNameFaults(
  own: readonly string[],
  known: readonly string[],
  models: readonly string[],
): Iterable<NameFault> {
  for (const name of own) {
    const wish = !plainName.test(name)
      ? 'wants a name of small letters, digits, - and _, at most 40'
      : 'is a name that records mean something else by: wants another';
    if (!plainName.test(name) || taken.has(name)) yield { path: [name], name, wish };
  }
  const sources = new Set([...own, ...known]);
  const writers = new Map<string, string>();
  for (const name of models) {
    const source = taggerSource(name);
    const other = writers.get(source);
    writers.set(source, name);
    const wish = sources.has(source)
      ? `there is a source ${source}: the model's folder wants another name`
      : source === name && taken.has(name) && name !== 'camie_tagger'
        ? "is a name that records mean something else by: the model's folder wants another"
        : other !== undefined
          ? `${other} and ${name} would both write as ${source}: wants one of them`
          : undefined;
    if (wish !== undefined) yield { path: ['tagger', 'model'], name, wish };
  }
}
