import type { ChildProcess } from 'node:child_process';

/**
 * Tells how a child process ends, for a message. One that never began has no exit: the system then says why. Answers what
 * stops the listening.
 */
export function onChildEnd(child: ChildProcess, tell: (how: string) => void): () => void {
  const leave = (code: number | null, signal: string | null): void => {
    tell(signal ?? `exit code ${code}`);
  };
  const fail = (error: Error): void => {
    // Of one that runs: a message has not reached it, and its end is still to come.
    if (child.pid === undefined) tell(error.message);
  };
  child.once('exit', leave).on('error', fail);
  return () => void child.off('exit', leave).off('error', fail);
}

/** Sends what a child is to do; what cannot be sent is noticed by its end. Without a process there is no channel either. */
export function sendTo(child: ChildProcess, message: object): void {
  child.send?.(message, () => undefined);
}
