import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { sayFindings } from '../cli/output.ts';
import {
  asWriter,
  type CommonOptions,
  currentTime,
  openSession,
  type Session,
} from '../cli/session.ts';
import { reasonOf } from '../library/files.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { type Context, RefusedError } from '../stages/context.ts';
import { refreshLibrary, refreshPosts } from '../stages/refresh-library.ts';
import { checkDelete, checkRestore, deletePost, emptyTrash, restorePost } from '../stages/trash.ts';
import { listCopies } from '../stages/trash-copies.ts';
import { isExpected, listTrash } from '../stages/trash-entries.ts';
import { withCollection } from './options.ts';
import { wholeNumber } from './search.ts';

/** `delete`, `restore`, and `trash`: nothing leaves the disk but by `trash empty`. */
export function registerDelete(program: Command): void {
  withCollection(program.command('delete'))
    .description('move posts to the trash')
    .argument('<number...>', "the posts' numbers", collect)
    .action((numbers: readonly number[], options: CommonOptions) =>
      eachPost('delete', numbers, options, prepareDelete),
    );
  withCollection(program.command('restore'))
    .description('put deleted posts back')
    .argument('<number...>', "the posts' numbers", collect)
    .action((numbers: readonly number[], options: CommonOptions) =>
      eachPost('restore', numbers, options, prepareRestore),
    );
  const trash = program.command('trash').description('what is deleted');
  withCollection(trash.command('list')).description('what is in the trash').action(runList);
  withCollection(trash.command('empty'))
    .description('remove what is in the trash for good')
    .option('--yes', 'do not ask')
    .option('--expired', 'only what was deleted more than trash.days ago')
    .action(runEmpty);
}

function collect(text: string, before: readonly number[] | undefined): readonly number[] {
  return [...(before ?? []), wholeNumber(text)];
}

async function eachPost(
  command: 'delete' | 'restore',
  numbers: readonly number[],
  options: CommonOptions,
  prepare: (context: Context, number: number, md5: string) => Promise<() => Promise<void>>,
): Promise<void> {
  const session = await openSession(options);
  await asWriter(session, command, options, async (context, rulesHash) => {
    // A deleted post may have lost its number to another one.
    if (command === 'restore') await refreshLibrary(context, rulesHash);
    else await refreshPosts(context, rulesHash, [...new Set(numbers)]);
    const found = [...new Set(numbers)].map((number) => ({ number, md5: md5Of(context, number) }));
    const unknown = found.filter(({ md5 }) => md5 === undefined);
    if (unknown.length > 0) {
      throw new RefusedError(
        `no post has number ${unknown.map(({ number }) => number).join(', ')}`,
      );
    }
    // All are looked at before the first is touched.
    const tasks: { readonly number: number; readonly work: () => Promise<void> }[] = [];
    for (const { number, md5 = '' } of found) {
      tasks.push({ number, work: await prepare(context, number, md5) });
    }
    const done: number[] = [];
    for (const { number, work } of tasks) {
      try {
        await work();
        done.push(number);
      } catch (error) {
        // One post alone that is refused is a refusal; beside others, or half done, it is a problem.
        if (!isExpected(error) || (tasks.length === 1 && error instanceof RefusedError))
          throw error;
        context.problems.push({ path: `post ${number}`, reason: reasonOf(error) });
      }
    }
    context.records.flush();
    session.output.say(`${done.length} ${command}d; \`homebooru build\` publishes it`);
    sayProblems(session, context);
    session.output.json({ [`${command}d`]: done, problems: context.problems });
  });
}

function sayProblems({ output }: Session, { problems, notices }: Context): void {
  sayFindings(output, problems, notices);
  if (problems.length > 0) process.exitCode = 1;
}

/** The post that is shown by that number, and else the one record that claims it. */
function md5Of({ library }: Context, number: number): string | undefined {
  const shown = library.sql('SELECT md5 FROM posts WHERE number = ?').get(number);
  if (shown) return String(shown['md5']);
  const [first, ...others] = library
    .sql('SELECT md5 FROM records WHERE number = ? ORDER BY md5')
    .all(number)
    .map((row) => String(row['md5']));
  if (others.length === 0) return first;
  throw new RefusedError(
    `${[first, ...others].join(' and ')} claim number ${number}: \`homebooru process\` settles that`,
  );
}

async function prepareDelete(
  context: Context,
  number: number,
  md5: string,
): Promise<() => Promise<void>> {
  const record = await context.records.read(md5);
  if (!record || record.deleted !== undefined) {
    throw new RefusedError(`post ${number} is deleted already`);
  }
  await checkDelete(context, record);
  return () => deletePost(context, record);
}

async function prepareRestore(
  context: Context,
  number: number,
  md5: string,
): Promise<() => Promise<void>> {
  const record = await context.records.read(md5);
  if (record?.deleted === undefined) throw new RefusedError(`post ${number} is not deleted`);
  await checkRestore(context, md5);
  return () => restorePost(context, md5);
}

async function runList(options: CommonOptions): Promise<void> {
  const session = await openSession(options);
  await asWriter(session, 'trash', options, async (context) => {
    const posts = (await listTrash(context)).map(({ record }) => ({
      number: record.number ?? null,
      md5: record.md5,
      path: record.locations[0]?.path ?? '',
    }));
    const copies = (await listCopies(context)).map(({ md5, location }) => ({
      number: numberOf(context, md5),
      md5,
      path: location.path,
    }));
    const entries = [...posts, ...copies];
    for (const { number, md5, path } of entries) session.output.say(`${number}\t${md5}\t${path}`);
    sayProblems(session, context);
    session.output.json({ entries, problems: context.problems });
  });
}

function numberOf({ library }: Context, md5: string): number | null {
  const row = library.sql('SELECT number FROM records WHERE md5 = ?').get(md5);
  return row?.['number'] == null ? null : Number(row['number']);
}

interface EmptyOptions extends CommonOptions {
  readonly yes?: boolean;
  readonly expired?: boolean;
}

async function runEmpty(options: EmptyOptions): Promise<void> {
  const session = await openSession(options);
  const before = options.expired ? expiry(session) : undefined;
  await asWriter(session, 'trash', options, async (context) => {
    const posts = (await listTrash(context)).filter(({ state }) => state === 'deleted');
    const { length } = [...posts, ...(await listCopies(context))].filter(
      ({ deleted }) => before === undefined || deleted < before,
    );
    if (length > 0 && !options.yes && process.stdin.isTTY) {
      const asked = createInterface({ input: process.stdin, output: process.stderr });
      const reply = await asked.question(
        `Remove ${length} pictures from the disk for good? [y/N] `,
      );
      asked.close();
      if (!/^y(es)?$/i.test(reply.trim())) throw new RefusedError('nothing was removed');
    }
    const removed = await emptyTrash(context, before);
    session.output.say(`${removed} removed for good`);
    sayProblems(session, context);
    session.output.json({ removed, problems: context.problems });
  });
}

/** The time before which a deleted post has stayed long enough. Throws a SettingsError where the settings name none. */
function expiry({ settings }: Session): string {
  const { days } = settings.trash;
  if (days === null) throw new SettingsError('trash.days is not set: nothing ever expires');
  return new Date(Date.parse(currentTime()) - days * 24 * 3600 * 1000).toISOString();
}
