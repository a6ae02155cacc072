import '../library/without-maglev.ts';
import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { reasonOf, systemCodeOf } from '../library/files.ts';
import { BusyError } from '../library/lock.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { InterruptedError, RefusedError } from '../stages/context.ts';
import { commands } from './commands.ts';
import { programVersion } from './version.ts';

/** Exit codes: 0 done; 1 done, with problems listed, or broken off; 2 wrong use, settings or query, or refused. */
async function main(): Promise<void> {
  // Who reads our output may stop early, as `head` does: then there is no more to say.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  // Who started us with a channel has gone, and nobody waits for the end.
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
  const program = new Command('homebooru')
    .description('Turns a folder of pictures into a complete booru that needs no server.')
    .version(programVersion)
    .showHelpAfterError('(homebooru --help lists the commands)')
    .exitOverride()
    .enablePositionalOptions();
  for (const register of commands) register(program);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = answer(error);
  }
}

function answer(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const isRefusal =
    error instanceof SettingsError || error instanceof RefusedError || error instanceof BusyError;
  if (isRefusal) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (error instanceof InterruptedError) {
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  // The last line is what the server shows of a job. Where in the program a full disk was met helps nobody.
  const isOfTheSystem = systemCodeOf(error) !== undefined;
  process.stderr.write(`${isOfTheSystem ? reasonOf(error) : inspect(error)}\n`);
  return 1;
}

await main();
