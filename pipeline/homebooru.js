#!/usr/bin/env node
// The program's door, in plain JavaScript: any Node from 20 up gets in here, and the project's own Node 24, which
// `npm ci` installs, goes on with the TypeScript.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const main = fileURLToPath(new URL('cli/main.ts', import.meta.url));
const own = fileURLToPath(
  new URL(
    `../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`,
    import.meta.url,
  ),
);

// Compiled once and for all: without it every process that a command starts strips and compiles the TypeScript again.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL('../node_modules/.cache/homebooru', import.meta.url),
);

if (major > 24 || (major === 24 && minor >= 12)) {
  process.removeAllListeners('warning');
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import('./cli/main.ts');
} else if (existsSync(own)) {
  const child = spawn(
    own,
    ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`HomeBooru cannot start ${own}: ${error.message}`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    if (signal) process.removeAllListeners(signal).kill(process.pid, signal);
    else process.exitCode = code ?? 2;
  });
} else {
  console.error('HomeBooru needs its dependencies first: run `npm ci` in its folder.');
  process.exitCode = 2;
}
