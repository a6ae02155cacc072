import '../pipeline/library/without-maglev.ts';
import { parseArgs } from 'node:util';
import { openSession } from '../pipeline/cli/session.ts';
import { lockState } from '../pipeline/library/lock.ts';
import { makeLoginToken } from './security/login-links.ts';
import { readAddress, serverFolder } from './server-address.ts';

// `homebooru login`: a new link to the server that runs for a collection.
const { values } = parseArgs({ options: { collection: { type: 'string' } } });
const { settings } = await openSession({ ...values, json: true });
const { state } = settings.paths;
const isServed = (await lockState(serverFolder(state))) === 'held';
const address = isServed ? await readAddress(state) : undefined;
if (address === undefined) {
  process.stderr.write('no server runs for this collection: `npm start` starts one\n');
  process.exitCode = 2;
} else process.stdout.write(`${address}login#${await makeLoginToken(state)}\n`);
