/**
 * Called between steps of long work: a host with a thread to share answers a promise when others should have their
 * turn. No step between two calls takes more than about a millisecond. Where several go on at once, a step begins in
 * the same breath as its rest ends (`const pause = rest(); if (pause !== undefined) await pause;`): else all ask before any has worked.
 */
export type Rest = () => Promise<void> | undefined;

/** For hosts that have nothing else to do. */
export const noRest: Rest = () => undefined;
