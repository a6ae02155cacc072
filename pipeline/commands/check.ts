import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkCollection } from '../check/check-collection.ts';
import { isSite } from '../check/check-site.ts';
import type { Finding } from '../check/finding.ts';
import { repair } from '../check/repair.ts';
import { type Output, printable } from '../cli/output.ts';
import { showProgress } from '../cli/progress.ts';
import { type CommonOptions, currentTime, openSession } from '../cli/session.ts';
import { withCollection } from './options.ts';

interface CheckOptions extends CommonOptions {
  readonly deep?: boolean;
  readonly repair?: boolean;
  readonly out?: string;
}

/** `check`: whether everything fits together. */
export function registerCheck(program: Command): void {
  withCollection(program.command('check'))
    .description(
      'compare pictures, records, trash, state, small pictures and the site; change nothing',
    )
    .option('--deep', 'read every picture and every file of the site, too')
    .option('--repair', 'mend what can be made again; pictures, records and trash stay as they are')
    .option('--out <dir>', "the site's folder (default: dist, where it is one)")
    .action(runCheck);
}

async function runCheck(options: CheckOptions): Promise<void> {
  const { settings, rules, output } = await openSession(options);
  const display = showProgress();
  try {
    const wishes = {
      isDeep: options.deep === true,
      site: siteOf(options.out),
      progress: display.report,
    };
    let report = await checkCollection(settings, wishes);
    if (options.repair) {
      const before = report.findings.length;
      await repair(settings, rules, report.findings, display.report, currentTime());
      report = await checkCollection(settings, wishes);
      display.stop();
      output.say(`${Math.max(0, before - report.findings.length)} of ${before} problems mended`);
    }
    display.stop();
    if (report.isBusy) output.say('Another run is under way: what it is at may be listed here.');
    if (report.gone > 0) output.say(`${report.gone} posts are kept whose files are gone.`);
    tell(output, report.findings);
    output.json({
      problems: report.findings.map(({ kind, path, repairable }) => ({ kind, path, repairable })),
    });
    if (report.findings.length > 0) process.exitCode = 1;
  } finally {
    display.stop();
  }
}

function siteOf(out: string | undefined): string | undefined {
  if (out !== undefined) return resolve(out);
  const usual = resolve('dist');
  return isSite(usual) ? usual : undefined;
}

function tell(output: Output, findings: readonly Finding[]): void {
  if (findings.length === 0) {
    output.say('No problems.');
    return;
  }
  for (const { kind, path, reason } of findings) {
    output.say(`${kind.padEnd(18)}${printable(path)}: ${printable(reason)}`);
  }
  const mendable = findings.filter(({ repairable }) => repairable).length;
  const hint = mendable > 0 ? `; \`homebooru check --repair\` mends ${mendable}` : '';
  output.say(`${findings.length} ${findings.length === 1 ? 'problem' : 'problems'}${hint}`);
}
