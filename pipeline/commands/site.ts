import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { QueryError } from '../../catalog/search/query.ts';
import { sayFindings } from '../cli/output.ts';
import { asWriter, type CommonOptions, openSession, type Session } from '../cli/session.ts';
import { openLibrary } from '../library/library.ts';
import type {
  Counts,
  SiteMessage,
  SitePart,
  SiteReport,
  SiteRequest,
} from '../library/site-request.ts';
import { fillSubset, subsetState } from '../library/subset.ts';
import { findImageRoots } from '../scan/image-roots.ts';
import { SettingsError } from '../settings/settings-error.ts';
import type { Context } from '../stages/context.ts';
import { processCollection } from '../stages/process.ts';
import { refreshLibrary } from '../stages/refresh-library.ts';
import { findNumbers } from './find-posts.ts';
import { withCollection } from './options.ts';
import { sayProcess } from './process.ts';
import { explain } from './search.ts';

interface SiteOptions extends CommonOptions {
  readonly out: string;
}

// The site is another layer: it is run, not imported, and speaks through its process's channel.
const siteProgram = fileURLToPath(new URL('../../site/build/main.ts', import.meta.url));

/** `build`: everything; `site`: the library into pages, index and assets. */
export function registerSite(program: Command): void {
  withSite(program.command('build'))
    .description('process the pictures, then write the site')
    .action(runBuild);
  withSite(program.command('site'))
    .description('write the site from what has been processed')
    .option('--query <query>', 'only the posts that a query finds, as if there were no others')
    .action(runSite);
}

function withSite(command: Command): Command {
  return withCollection(command).option('--out <dir>', 'the folder of the site', 'dist');
}

async function runBuild(options: SiteOptions): Promise<void> {
  const session = await openSession(options);
  await asWriter(session, 'build', options, async (context, rulesHash) => {
    const processed = await processCollection(context, rulesHash);
    sayProcess(session, processed, context);
    const site = await buildSite(session, context, options.out);
    session.output.json({ process: processed, site: publicReport(site) });
  });
}

async function runSite(
  options: SiteOptions & { readonly query?: string },
  command: Command,
): Promise<void> {
  const session = await openSession(options);
  const { query } = options;
  if (query !== undefined && command.getOptionValueSource('out') === 'default') {
    throw new SettingsError('--query wants --out: a site of some posts has a folder of its own');
  }
  await asWriter(session, 'site', options, async (context, rulesHash) => {
    await refreshLibrary(context, rulesHash);
    sayFindings(session.output, context.problems, []);
    if (context.problems.length > 0) process.exitCode = 1;
    const part =
      query === undefined ? undefined : await makePart(session, context, options.out, query);
    session.output.json(publicReport(await buildSite(session, context, options.out, part)));
  });
}

/** Brings the library of a part of the posts up to date. Throws a SettingsError where the query cannot be read. */
async function makePart(
  session: Session,
  { library, settings }: Context,
  out: string,
  query: string,
): Promise<SitePart> {
  const numbers = await findNumbers(library, session.rules, query).catch((error: unknown) => {
    if (error instanceof QueryError) throw new SettingsError(explain(query, error));
    throw error;
  });
  const state = subsetState(settings.paths.state, resolve(out));
  using subset = openLibrary(state, library.segmentSize);
  fillSubset(library, subset, numbers);
  return { query, state };
}

function publicReport({ notices: _notices, ...report }: SiteReport): Omit<SiteReport, 'notices'> {
  return report;
}

/** Builds the site in a process of its own and says what came of it. */
async function buildSite(
  session: Session,
  context: Context,
  out: string,
  part?: SitePart,
): Promise<SiteReport> {
  const { settings, rules, output } = session;
  const { roots } = await findImageRoots(settings);
  const report = await runSiteProgram(context, {
    settings,
    categories: [...rules.tagRules.categories],
    aliases: [...rules.tagRules.aliases],
    roots,
    out: resolve(out),
    ...(part ? { part } : {}),
  });
  const { posts, pages, shards, seconds } = report;
  output.say(
    `${posts} posts; pages: ${sayCounts(pages)}; index: ${sayCounts(shards)}; ${seconds.toFixed(1)} s`,
  );
  sayFindings(output, report.problems, report.notices);
  if (report.problems.length > 0) process.exitCode = 1;
  output.say(`Open ${pathToFileURL(resolve(out, 'index.html')).href}`);
  return report;
}

function sayCounts({ written, same, removed }: Counts): string {
  return `${written} written, ${same} the same, ${removed} removed`;
}

async function runSiteProgram(context: Context, request: SiteRequest): Promise<SiteReport> {
  const child = fork(siteProgram, { execArgv: ['--disable-warning=ExperimentalWarning'] });
  let report: SiteReport | undefined;
  let refusal: string | undefined;
  child.on('message', (message: SiteMessage) => {
    if (message.kind === 'progress') context.progress(message.stage, message.done, message.total);
    else if (message.kind === 'report') report = message.report;
    else refusal = message.message;
  });
  child.send(request);
  const [code, signal] = await once(child, 'exit');
  if (refusal !== undefined) throw new SettingsError(refusal);
  if (!report) throw new Error(`building the site ended early (${signal ?? `exit code ${code}`})`);
  return report;
}
