/**
 * Called between steps of long work: a host with a thread to share answers a promise when others should have their
 * turn. No step between two calls takes more than about a millisecond.
 */
export type Rest = () => Promise<void> | undefined;

/** For hosts that have nothing else to do. */
export const noRest: Rest = () => undefined;
