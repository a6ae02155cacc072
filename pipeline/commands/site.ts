import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import type { MergeRules } from '../../catalog/post.ts';
import { QueryError } from '../../catalog/search/query.ts';
import { printable, sayFindings } from '../cli/output.ts';
import { asWriter, type CommonOptions, openSession, type Session } from '../cli/session.ts';
import { SiteProcess } from '../cli/site-process.ts';
import { isInside } from '../library/files.ts';
import { openLibrary } from '../library/library.ts';
import { releaseMemory } from '../library/release-memory.ts';
import type { Counts, SitePart, SiteReport, SiteRequest } from '../library/site-request.ts';
import { fillSubset, subsetState } from '../library/subset.ts';
import { findImageRoots } from '../scan/image-roots.ts';
import type { Settings } from '../settings/settings.ts';
import { SettingsError } from '../settings/settings-error.ts';
import type { Context } from '../stages/context.ts';
import { processCollection } from '../stages/process.ts';
import { refreshLibrary } from '../stages/refresh-library.ts';
import { findNumbers } from './find-posts.ts';
import { withCollection } from './options.ts';
import { sayProcess } from './process.ts';
import { explain as explainQuery } from './search.ts';

interface SiteOptions extends CommonOptions {
  readonly out: string;
}

/** `build`: everything; `site`: the library into pages, index and assets. */
export function registerSite(program: Command): void {
  withSite(program.command('build'))
    .description('process the pictures, then write the site')
    .action(runBuild);
  withSite(program.command('site'))
    .description('write the site from what has been processed')
    .option('--explain <file>', 'build nothing: say why a file of the site would be written')
    .option('--query <query>', 'only the posts that a query finds, as if there were no others')
    .action(runSite);
}

function withSite(command: Command): Command {
  return withCollection(command).option('--out <dir>', 'the folder of the site', 'dist');
}

async function runBuild(options: SiteOptions): Promise<void> {
  const session = await openSession(options);
  await asWriter(session, 'build', options, async (context, rulesHash) => {
    await using program = startedProgram();
    const processed = await processCollection(context, rulesHash);
    sayProcess(session, processed, context);
    const site = await buildSite(session, context, program, options);
    session.output.json({ process: processed, site });
  });
}

interface PartOptions extends SiteOptions {
  readonly query?: string;
  readonly explain?: string;
}

async function runSite(options: PartOptions, command: Command): Promise<void> {
  const session = await openSession(options);
  const { query, out, explain } = options;
  if (query !== undefined && command.getOptionValueSource('out') === 'default') {
    throw new SettingsError('--query wants --out: a site of some posts has a folder of its own');
  }
  await asWriter(session, 'site', options, async (context, rulesHash) => {
    await using program = startedProgram();
    await refreshLibrary(context, rulesHash);
    sayFindings(session.output, context.problems, []);
    if (context.problems.length > 0) process.exitCode = 1;
    const part = query === undefined ? undefined : await makePart(session, context, out, query);
    if (explain === undefined) {
      session.output.json(await buildSite(session, context, program, { out, part }));
    } else await explainFile(session, context, program, { out, part, file: explain });
  });
}

/** It loads while the pictures are looked at. */
function startedProgram(): SiteProcess {
  const program = new SiteProcess();
  program.start();
  return program;
}

async function explainFile(
  { settings, rules, output }: Session,
  context: Context,
  program: SiteProcess,
  wish: { readonly out: string; readonly part: SitePart | undefined; readonly file: string },
): Promise<void> {
  const out = resolve(wish.out);
  if (!existsSync(out)) throw new SettingsError(`${wish.out}: there is no site yet`);
  const path = resolve(wish.file);
  const explain = isInside(out, path) ? relative(out, path).replaceAll(sep, '/') : wish.file;
  const request = await requestOf(settings, rules, out, wish.part);
  const answer = await program.ask({ ...request, explain }, context.progress);
  if (answer.kind !== 'explained') throw new Error('the site was built instead of explained');
  const { address, part, dependsOn, reasons } = answer.file;
  output.json(answer.file);
  if (part === undefined) {
    output.say(`${printable(address)}: the site has no such file`);
    process.exitCode = 1;
    return;
  }
  output.say(`${printable(address)}, of ${part}`);
  for (const input of dependsOn) output.say(`  depends on ${input}`);
  if (reasons.length === 0) output.say('  is as it should be: no build would write it');
  for (const reason of reasons) output.say(`  would be written: ${reason}`);
}

/** Brings the library of a part of the posts up to date. Throws a SettingsError where the query cannot be read. */
async function makePart(
  session: Session,
  { library, settings }: Context,
  out: string,
  query: string,
): Promise<SitePart> {
  const numbers = await findNumbers(library, session.rules, query).catch((error: unknown) => {
    if (error instanceof QueryError) throw new SettingsError(explainQuery(query, error));
    throw error;
  });
  const state = subsetState(settings.paths.state, resolve(out));
  using subset = openLibrary(state, library.segmentSize);
  fillSubset(library, subset, numbers);
  return { query, state };
}

/** Builds the site in a process of its own and says what came of it. */
async function buildSite(
  session: Session,
  context: Context,
  program: SiteProcess,
  { out, part }: { readonly out: string; readonly part?: SitePart | undefined },
): Promise<SiteReport> {
  const { settings, rules, output } = session;
  const request = await requestOf(settings, rules, resolve(out), part);
  releaseMemory(context.library);
  const report = await program.build(request, context.progress);
  const { posts, pages, shards, seconds } = report;
  output.say(
    `${posts} posts; pages: ${sayCounts(pages)}; index: ${sayCounts(shards)}; ${seconds.toFixed(1)} s`,
  );
  sayFindings(output, report.problems, []);
  if (report.problems.length > 0) process.exitCode = 1;
  output.say(`Open ${pathToFileURL(resolve(out, 'index.html')).href}`);
  return report;
}

function sayCounts({ written, same, removed }: Counts): string {
  return `${written} written, ${same} the same, ${removed} removed`;
}

async function requestOf(
  settings: Settings,
  { tagRules }: MergeRules,
  out: string,
  part: SitePart | undefined,
): Promise<SiteRequest> {
  const { roots } = await findImageRoots(settings);
  const { categories, aliases } = tagRules;
  return {
    settings,
    categories: [...categories],
    aliases: [...aliases],
    roots,
    out,
    ...(part ? { part } : {}),
  };
}
