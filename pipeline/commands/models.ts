import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { interruptible } from '../cli/interrupt.ts';
import { printable } from '../cli/output.ts';
import { showProgress } from '../cli/progress.ts';
import { type CommonOptions, openSession, type Session } from '../cli/session.ts';
import { programVersion } from '../cli/version.ts';
import { userAgentOf } from '../network/client.ts';
import { DownloadError, hashOf } from '../network/download.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { InterruptedError, RefusedError } from '../stages/context.ts';
import { bytesOf, describeModels, findOrFault } from '../tagger/describe-models.ts';
import { ModelError } from '../tagger/descriptor.ts';
import {
  collectionModels,
  type FoundModel,
  listModels,
  shippedModels,
} from '../tagger/find-models.ts';
import { pullModel } from '../tagger/pull-model.ts';
import { tryModel } from '../tagger/try-model.ts';
import { withCollection } from './options.ts';

/** `models list`, `models pull`, `models check`: what guesses tags on this machine. */
export function registerModels(program: Command): void {
  const models = program.command('models').description('models that guess tags on this machine');
  withCollection(models.command('list')).description('which there are').action(runList);
  withCollection(models.command('pull'))
    .description("load a model's files; what came of one that was cut off is used")
    .argument('<name>', 'as `models list` calls it')
    .option('--yes', 'accept its licence without being asked')
    .action(runPull);
  withCollection(models.command('check'))
    .description("compare a model's files with what is known of them, and try it")
    .argument('<name>', 'as `models list` calls it')
    .action(runCheck);
}

async function runList(options: CommonOptions): Promise<void> {
  const { settings, output } = await openSession(options);
  const listed = await describeModels(settings);
  output.json({ models: listed });
  if (output.isJson) return;
  for (const { name, title, license, bytes, state, reason, isChosen } of listed) {
    const size = bytes === null ? '       ?' : `${megabytes(bytes)} MB`;
    const mark = isChosen ? '*' : ' ';
    output.say(
      `${mark} ${name.padEnd(28)} ${state.padEnd(8)} ${size.padStart(8)}  ${license.padEnd(10)}  ${printable(reason ?? title)}`,
    );
  }
  output.say(
    '* is the one that the settings name (sources.tagger.model); `models pull NAME` loads one.',
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

async function runPull(
  name: string,
  options: CommonOptions & { readonly yes?: boolean },
): Promise<void> {
  const session = await openSession(options);
  const { settings, output, isDemo } = session;
  if (settings.isOffline) throw new RefusedError('--offline: nothing is loaded');
  const model = await requireModel(session, name);
  const { descriptor } = model;
  const home = isDemo ? shippedModels : collectionModels(settings.paths.collection);
  const folder = model.missing.length === 0 ? model.folder : join(home, name);
  const size = bytesOf(descriptor);
  output.say(
    `${descriptor.name}, ${size === null ? 'of unknown size' : `${megabytes(size)} MB`}, to ${folder}`,
  );
  output.say(
    `Its licence: ${descriptor.license}${descriptor.homepage ? ` (${descriptor.homepage})` : ''}`,
  );
  await askForLicence(options.yes === true);
  const display = showProgress();
  try {
    const userAgent = userAgentOf(programVersion, settings.network.contact);
    const pulled = await interruptible(async (signal) => {
      try {
        return await pullModel(descriptor, folder, userAgent, display.report, signal);
      } catch (cause) {
        if (!signal.aborted) throw cause;
        const message = 'stopped; what was loaded is kept, and the next pull goes on from there';
        throw new InterruptedError(message, { cause });
      }
    });
    display.stop();
    for (const { path, sha256, state, isKnown } of pulled) {
      output.say(
        state === 'there'
          ? `${path}: was there already`
          : `${path}: loaded, ${isKnown ? 'the SHA-256 is right' : `but its right SHA-256 is not known; this one's is ${sha256}`}`,
      );
    }
    output.json({ model: name, folder, files: pulled });
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    output.say(printable(error.message));
    output.json({ model: name, folder, error: { message: error.message } });
    process.exitCode = 1;
  } finally {
    display.stop();
  }
}

async function requireModel({ settings }: Session, name: string): Promise<FoundModel> {
  const model = await findOrFault(settings, name);
  if (model instanceof ModelError) throw new SettingsError(model.message);
  if (model) return model;
  throw new SettingsError(
    `there is no model ${name}; known: ${(await listModels(settings)).join(', ')}`,
  );
}

async function askForLicence(isAccepted: boolean): Promise<void> {
  if (isAccepted) return;
  if (!process.stdin.isTTY) throw new RefusedError('--yes accepts the licence');
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question('Load it under this licence? [y/N] ');
  prompt.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new RefusedError('nothing was loaded');
}

async function runCheck(name: string, options: CommonOptions): Promise<void> {
  const session = await openSession(options);
  const { settings, output } = session;
  const model = await requireModel(session, name);
  if (model.missing.length > 0) {
    throw new SettingsError(
      `${name}: ${model.missing.join(', ')} missing in ${model.folder}; \`homebooru models pull ${name}\` loads it`,
    );
  }
  const problems: string[] = [];
  for (const file of Object.values(model.descriptor.files)) {
    const sha256 = await hashOf(join(model.folder, file.path));
    if (file.sha256 === undefined) {
      output.say(`${file.path}: SHA-256 ${sha256}; the right one is not known`);
    } else if (file.sha256 === sha256) output.say(`${file.path}: the SHA-256 is right`);
    else problems.push(`${file.path}: has the SHA-256 ${sha256}, not ${file.sha256}`);
  }
  const trial = await tryModel(settings, model);
  if (typeof trial === 'string') problems.push(trial);
  else {
    output.say(
      `loaded in ${(trial.load / 1000).toFixed(1)} s, ${trial.labels} labels, runs on ${trial.provider}, ${(trial.run / 1000).toFixed(2)} s a picture`,
    );
  }
  for (const problem of problems) output.say(`problem: ${printable(problem)}`);
  output.json({ model: name, problems, trial: typeof trial === 'string' ? null : trial });
  if (problems.length > 0) process.exitCode = 1;
}
