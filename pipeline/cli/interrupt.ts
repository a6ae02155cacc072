const names = ['SIGINT', 'SIGTERM'] as const;
/** Milliseconds in which a second signal is the same wish: a terminal and a parent process may both pass it on. */
const echo = 1000;

/**
 * Does work that can be stopped: the first Ctrl+C, or request to end, aborts its signal, so that it ends in good order;
 * a later one ends the program at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let since = 0;
  const listener = (name: NodeJS.Signals): void => {
    if (!stop.signal.aborted) {
      since = performance.now();
      stop.abort();
    } else if (performance.now() - since > echo) {
      release();
      process.kill(process.pid, name);
    }
  };
  const release = (): void => {
    for (const name of names) process.off(name, listener);
  };
  for (const name of names) process.on(name, listener);
  try {
    return await work(stop.signal);
  } finally {
    release();
  }
}
