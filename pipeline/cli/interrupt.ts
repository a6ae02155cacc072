const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Does work that can be stopped: the first Ctrl+C, or request to end, aborts its signal, so that it ends in good order;
 * the second ends the program as ever.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const listener = (): void => {
    release();
    stop.abort();
  };
  const release = (): void => {
    for (const name of signals) process.off(name, listener);
  };
  for (const name of signals) process.on(name, listener);
  try {
    return await work(stop.signal);
  } finally {
    release();
  }
}
