import type { Command } from 'commander';
import { sayFindings } from '../cli/output.ts';
import { asWriter, type CommonOptions, openSession, type Session } from '../cli/session.ts';
import { beginLibrary, replaceLibrary } from '../library/library.ts';
import { findImageRoots } from '../scan/image-roots.ts';
import type { Context } from '../stages/context.ts';
import { type ProcessReport, processCollection } from '../stages/process.ts';
import { rebuildLibrary } from '../stages/rebuild-library.ts';
import { refreshLibrary } from '../stages/refresh-library.ts';
import { makeThumbnails } from '../stages/thumbnails.ts';
import { explain } from './explain.ts';
import { checkLookUp, type LookUpOptions, lookUpWishes, withLookUp } from './look-up-options.ts';
import { withCollection } from './options.ts';

interface ProcessOptions extends CommonOptions, LookUpOptions {
  readonly explain?: string;
}

/** `process`, and the parts of it that can be run alone: `rebuild`, `thumbnails`. */
export function registerProcess(program: Command): void {
  withLookUp(withCollection(program.command('process')))
    .description(
      'find, measure and shrink new pictures, write their records, and ask the sources for tags',
    )
    .option('--explain <post>', 'only say why a post has its tags: its MD5, number or path')
    .action(async (words: readonly string[], options: ProcessOptions) => {
      const session = await openSession(options);
      if (options.explain !== undefined) return explain(session, options.explain);
      const query = words.join(' ');
      checkLookUp(session, options, query);
      await asWriter(session, 'process', options, async (context, rulesHash) => {
        const wishes = lookUpWishes(session, context, options, query);
        const report = await processCollection(context, rulesHash, wishes);
        sayProcess(session, report, context);
        session.output.json(report);
      });
    });
  withCollection(program.command('rebuild'))
    .description('make the library anew from the records alone')
    .action(runRebuild);
  withCollection(program.command('thumbnails'))
    .description('make the small pictures that are missing')
    .option('--force', 'make all of them anew')
    .action(runThumbnails);
}

/** Says what came of a run of the pipeline, and sets exit code 1 where there are problems. */
export function sayProcess(
  { output }: Session,
  { added, changed, moved, gone, same, problems, sources }: ProcessReport,
  { notices }: Context,
): void {
  output.say(`${added} added, ${changed} changed, ${moved} moved, ${gone} gone, ${same} the same`);
  for (const [name, { requests, found, absent, failed }] of Object.entries(sources)) {
    if (requests + found + failed === 0) continue;
    const sent = requests === 0 ? '' : `, by ${requests} requests`;
    output.say(`${name}: ${found} found, ${absent} absent, ${failed} failed${sent}`);
  }
  sayFindings(output, problems, notices);
  if (problems.length > 0) process.exitCode = 1;
}

/** The library that there is goes on being read until the new one takes its place. */
async function runRebuild(options: CommonOptions): Promise<void> {
  const session = await openSession(options);
  const { state } = session.settings.paths;
  const rebuild = async (context: Context, rulesHash: string): Promise<void> => {
    await rebuildLibrary(context, rulesHash);
    replaceLibrary(state, context.library);
    const posts = Number(
      context.library.sql('SELECT count(*) AS count FROM posts').get()?.['count'],
    );
    session.output.say(`${posts} posts in the library`);
    sayFindings(session.output, context.problems, context.notices);
    session.output.json({ posts, problems: context.problems });
    if (context.problems.length > 0) process.exitCode = 1;
  };
  await asWriter(session, 'rebuild', options, rebuild, { open: beginLibrary, isTidy: false });
}

async function runThumbnails(options: CommonOptions & { readonly force?: boolean }): Promise<void> {
  const session = await openSession(options);
  await asWriter(session, 'thumbnails', options, async (context, rulesHash) => {
    await refreshLibrary(context, rulesHash);
    const { roots } = await findImageRoots(session.settings);
    const made = await makeThumbnails(context, roots, options.force === true);
    session.output.say(`${made} made`);
    sayFindings(session.output, context.problems, []);
    session.output.json({ made, problems: context.problems });
    if (context.problems.length > 0) process.exitCode = 1;
  });
}
