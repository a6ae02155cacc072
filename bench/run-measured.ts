import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codeOf } from '../pipeline/library/files.ts';

/** What running a program took, over all the processes that it started. */
export interface Measured {
  readonly output: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The largest sum of proportional set sizes seen at one moment: shared pages count once. */
  readonly peakMegabytes: number;
  /** What the processes wrote, to files and pipes. */
  readonly writtenMegabytes: number;
}

/** As users start it: what it compiles to is kept. */
const program = fileURLToPath(new URL('../pipeline/homebooru.js', import.meta.url));
/** Milliseconds between two looks at the memory, at least. */
const sampleInterval = 250;
/** Looking at large processes takes long and holds them up: so many times as long they are left alone after it. */
const restAfterLook = 30;
/** Of `times` in /proc/PID/stat: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const ticksPerSecond = 100;

/** Runs a `homebooru` command. Throws where it exits with another code than 0. */
export function runCommand(...words: readonly string[]): Promise<Measured> {
  return runMeasured([program, ...words]);
}

/** Runs Node with these arguments, and watches it and its children. Linux only. */
export async function runMeasured(words: readonly string[], cwd?: string): Promise<Measured> {
  const [cpuBefore, writtenBefore, began] = [childrenCpu(), writtenBytes(), performance.now()];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  let output = '';
  let complaints = '';
  let peak = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000);
  });
  let timer = setTimeout(look, sampleInterval);
  function look(): void {
    const start = performance.now();
    if (child.pid !== undefined) peak = Math.max(peak, treeMemory(child.pid));
    timer = setTimeout(look, Math.max(sampleInterval, (performance.now() - start) * restAfterLook));
  }
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  if (code !== 0) throw new Error(`${words.join(' ')}: exit code ${code}\n${complaints}`);
  return {
    output,
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: childrenCpu() - cpuBefore,
    peakMegabytes: Math.round(peak / 1024),
    writtenMegabytes: Math.round((writtenBytes() - writtenBefore) / 1e6),
  };
}

/** Kilobytes of a process and all below it. */
export function treeMemory(pid: number): number {
  const children = readIfThere(`/proc/${pid}/task/${pid}/children`)?.split(' ') ?? [];
  return children
    .filter((child) => child.trim() !== '')
    .reduce((sum, child) => sum + treeMemory(Number(child)), memoryOf(pid));
}

function memoryOf(pid: number): number {
  const text = readIfThere(`/proc/${pid}/smaps_rollup`) ?? '';
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
}

/** State, parent, … : this process's fields after its name, which may hold spaces. */
function ownStat(): readonly string[] | undefined {
  const text = readIfThere('/proc/self/stat');
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Processor seconds of all children that have ended, and of theirs. */
export function childrenCpu(): number {
  const fields = ownStat() ?? [];
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

/** Bytes written by this process and by all children that have ended. */
function writtenBytes(): number {
  return Number(/^wchar: (\d+)/m.exec(readIfThere('/proc/self/io') ?? '')?.[1] ?? 0);
}

/** A process may end while it is looked at. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}
