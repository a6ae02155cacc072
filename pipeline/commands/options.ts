import type { Command } from 'commander';

/** The options that every command on a collection takes. */
export function withCollection(command: Command): Command {
  return command
    .option(
      '--collection <dir>',
      'the collection (else HOMEBOORU_COLLECTION, ./collection, the demo)',
    )
    .option('--offline', 'contact nobody')
    .option('--accept-missing', 'missing pictures or records are meant to be missing')
    .option('--json', 'print one JSON document');
}
