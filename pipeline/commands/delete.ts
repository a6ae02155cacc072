import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { asWriter, type CommonOptions, openSession } from '../cli/session.ts';
import { type Context, RefusedError } from '../stages/context.ts';
import { refreshLibrary } from '../stages/refresh-library.ts';
import { deletePost, emptyTrash, listTrash, restorePost } from '../stages/trash.ts';
import { withCollection } from './options.ts';
import { wholeNumber } from './search.ts';

/** `delete`, `restore`, and `trash`: nothing leaves the disk but by `trash empty`. */
export function registerDelete(program: Command): void {
  withCollection(program.command('delete'))
    .description('move posts to the trash')
    .argument('<number...>', "the posts' numbers", collect)
    .action((numbers: readonly number[], options: CommonOptions) =>
      eachPost('delete', numbers, options, deleteOne),
    );
  withCollection(program.command('restore'))
    .description('put deleted posts back')
    .argument('<number...>', "the posts' numbers", collect)
    .action((numbers: readonly number[], options: CommonOptions) =>
      eachPost('restore', numbers, options, restoreOne),
    );
  const trash = program.command('trash').description('what is deleted');
  withCollection(trash.command('list')).description('what is in the trash').action(runList);
  withCollection(trash.command('empty'))
    .description('remove what is in the trash for good')
    .option('--yes', 'do not ask')
    .action(runEmpty);
}

function collect(text: string, before: readonly number[] | undefined): readonly number[] {
  return [...(before ?? []), wholeNumber(text)];
}

async function eachPost(
  command: 'delete' | 'restore',
  numbers: readonly number[],
  options: CommonOptions,
  work: (context: Context, number: number, md5: string) => Promise<void>,
): Promise<void> {
  const session = await openSession(options);
  await asWriter(session, command, options, async (context, rulesHash) => {
    await refreshLibrary(context, rulesHash);
    const found = numbers.map((number) => ({ number, md5: md5Of(context, number) }));
    const unknown = found.filter(({ md5 }) => md5 === undefined);
    if (unknown.length > 0) {
      throw new RefusedError(
        `no post has number ${unknown.map(({ number }) => number).join(', ')}`,
      );
    }
    for (const { number, md5 = '' } of found) await work(context, number, md5);
    context.records.flush();
    session.output.say(`${numbers.length} ${command}d; \`homebooru build\` publishes it`);
    session.output.json({ [`${command}d`]: numbers });
  });
}

function md5Of({ library }: Context, number: number): string | undefined {
  const row = library.sql('SELECT md5 FROM records WHERE number = ?').get(number);
  return row ? String(row['md5']) : undefined;
}

async function deleteOne(context: Context, number: number, md5: string): Promise<void> {
  const record = await context.records.read(md5);
  if (!record || record.deleted !== undefined) {
    throw new RefusedError(`post ${number} is deleted already`);
  }
  await deletePost(context, record);
}

async function restoreOne(context: Context, number: number, md5: string): Promise<void> {
  const record = await context.records.read(md5);
  if (record?.deleted === undefined) throw new RefusedError(`post ${number} is not deleted`);
  await restorePost(context, md5);
}

async function runList(options: CommonOptions): Promise<void> {
  const session = await openSession(options);
  await asWriter(session, 'trash', options, async (context) => {
    const entries = (await listTrash(context)).map(({ record }) => ({
      number: record.number ?? null,
      md5: record.md5,
      path: record.locations[0]?.path ?? '',
    }));
    for (const { number, md5, path } of entries) session.output.say(`${number}\t${md5}\t${path}`);
    session.output.json({ entries });
  });
}

async function runEmpty(options: CommonOptions & { readonly yes?: boolean }): Promise<void> {
  const session = await openSession(options);
  await asWriter(session, 'trash', options, async (context) => {
    const { length } = await listTrash(context);
    if (length > 0 && !options.yes && process.stdin.isTTY) {
      const asked = createInterface({ input: process.stdin, output: process.stderr });
      const reply = await asked.question(`Remove ${length} posts from the disk for good? [y/N] `);
      asked.close();
      if (!/^y(es)?$/i.test(reply.trim())) throw new RefusedError('nothing was removed');
    }
    const removed = await emptyTrash(context);
    session.output.say(`${removed} removed for good`);
    session.output.json({ removed });
  });
}
