import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Adoption, type AdoptionConflict, adoptTags } from '../../catalog/adopt-tags.ts';
import { type Output, printable } from '../cli/output.ts';
import { type CommonOptions, openSession, type Session } from '../cli/session.ts';
import { codeOf, readIfPresent, writeAtomically } from '../library/files.ts';
import { lockCollection } from '../library/lock.ts';
import { addTagRules } from '../settings/add-tag-rules.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { parseTagList, type TagList } from '../settings/tag-list-file.ts';
import { readPlainRules } from '../settings/tag-rules-file.ts';
import { withCollection } from './options.ts';

interface ImportOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** So many conflicts are named; `--json` names them all. */
const shownConflicts = 20;

/** `tags import`: a published list of tags into tags.yaml. */
export function registerTags(program: Command): void {
  const tags = program.command('tags').description('aliases and categories of tags');
  withCollection(tags.command('import'))
    .description('take aliases and categories from a list into tags.yaml; what is there wins')
    .argument(
      '<file>',
      'rows of name,category,count,"alias,alias", numbered as on Danbooru or e621',
    )
    .option('--dry-run', 'only say what would change')
    .action(async (file: string, options: ImportOptions) => {
      const session = await openSession(options);
      const list = await readList(resolve(file));
      if (options.dryRun) {
        report(session.output, list, (await adopt(session, list)).adoption, true);
        return;
      }
      await using _lock = await lockCollection(session.settings.paths.state, 'tags import');
      const { adoption, text } = await adopt(session, list);
      if (adoption.aliases.size + adoption.categories.size > 0) {
        const { aliases, categories } = adoption;
        const { tagsFile } = session.settings.paths;
        await writeAtomically(tagsFile, addTagRules(text, aliases, categories, basename(file)));
      }
      report(session.output, list, adoption, false);
    });
}

async function readList(path: string): Promise<TagList> {
  try {
    return parseTagList(await readFile(path, 'utf8'));
  } catch (cause) {
    const code = codeOf(cause);
    if (cause instanceof SettingsError) {
      throw new SettingsError(`${path} ${cause.message}`, { cause });
    }
    if (code === undefined) throw cause;
    throw new SettingsError(`${path} cannot be read: ${code}`, { cause });
  }
}

async function adopt({ settings }: Session, { tags }: TagList) {
  const { tagsFile } = settings.paths;
  const text = (await readIfPresent(tagsFile)) ?? '';
  return { adoption: adoptTags(await readPlainRules(tagsFile), tags), text };
}

function report(output: Output, list: TagList, adoption: Adoption, isDryRun: boolean): void {
  const { aliases, categories, known, conflicts } = adoption;
  const site = list.numbering === 'e621' ? 'e621' : 'Danbooru';
  output.say(
    `${list.tags.length} tags, with ${site}'s categories; ${list.unread} rows not understood`,
  );
  const added = isDryRun ? 'would be new' : 'new';
  output.say(`aliases: ${aliases.size} ${added}, ${known.aliases} known`);
  output.say(`categories: ${categories.size} ${added}, ${known.categories} known`);
  if (conflicts.length > 0) output.say(`${conflicts.length} not taken:`);
  for (const conflict of conflicts.slice(0, shownConflicts)) {
    output.say(`  ${printable(explain(conflict))}`);
  }
  const more = conflicts.length - shownConflicts;
  if (more > 0) output.say(`  and ${more} more (--json names them all)`);
  if (!isDryRun && aliases.size + categories.size > 0) {
    output.say('They act from the next `homebooru process` on.');
  }
  output.json({
    tags: list.tags.length,
    numbering: list.numbering,
    unread: list.unread,
    aliases: { added: aliases.size, known: known.aliases },
    categories: { added: categories.size, known: known.categories },
    conflicts,
  });
}

function explain({ kind, name, kept, offered }: AdoptionConflict): string {
  switch (kind) {
    case 'own-alias':
      return `${name}: tags.yaml shows it as ${kept}, the list as ${offered}`;
    case 'own-category':
      return `${name}: ${kept} in tags.yaml, ${offered} in the list`;
    case 'is-a-tag':
      return `${name}: an alias of ${offered}, and a tag of its own in the list`;
    case 'listed-twice':
      return `${name}: an alias of ${kept}, and of ${offered}`;
    case 'circle':
      return `${name} → ${offered}: aliases would run in a circle`;
    default:
      return kind satisfies never;
  }
}
