/**
 * What Node is told for a server that stays for days: the nurseries of V8 grow with what passes through, to some 50 MB, and
 * never become smaller. Such small ones are collected more often, and a little sooner each time.
 */
export const serverFlags = ['--min-semi-space-size=4', '--max-semi-space-size=4'] as const;
