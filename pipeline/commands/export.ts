import { resolve } from 'node:path';
import type { Command } from 'commander';
import { printable, sayFindings } from '../cli/output.ts';
import { asWriter, type CommonOptions, openSession } from '../cli/session.ts';
import { exportTags } from '../flask/export-tags.ts';
import { writeAtomically } from '../library/files.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { refreshLibrary } from '../stages/refresh-library.ts';
import { withCollection } from './options.ts';

/** `export`: the collection in the Flask version's format. */
export function registerExport(program: Command): void {
  withCollection(program.command('export'))
    .description("write the Flask version's tags.json, for programs that read it")
    .argument('<file>', 'the file to write, such as tags.json; - for standard output')
    .action(runExport);
}

async function runExport(file: string, options: CommonOptions): Promise<void> {
  const isPiped = file === '-';
  if (isPiped && options.json) {
    throw new SettingsError(
      'with -, standard output is tags.json itself: --json has no place there',
    );
  }
  const session = await openSession({ ...options, json: isPiped || options.json === true });
  await asWriter(session, 'export', options, async (context, rulesHash) => {
    await refreshLibrary(context, rulesHash);
    const { entries, pieces } = await exportTags(context);
    if (isPiped) await print(pieces);
    else {
      const target = resolve(file);
      await writeAtomically(target, Buffer.concat(pieces));
      session.output.say(`${entries} entries written to ${printable(target)}`);
      session.output.json({ file: target, entries, problems: context.problems });
    }
    sayFindings(session.output, context.problems, []);
    if (context.problems.length > 0) process.exitCode = 1;
  });
}

/** Waits for a slow reader, so that nothing is held twice. */
async function print(pieces: readonly Buffer[]): Promise<void> {
  for (const piece of pieces) {
    if (process.stdout.write(piece)) continue;
    await new Promise((done) => process.stdout.once('drain', done));
  }
}
