import { isIPv4 } from 'node:net';

/** Whether an address is this machine's own, which no other can reach. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'));
}

/** A host as an address writes it. */
export function inAddress(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** The names that are always ours: a page elsewhere whose name leads here (DNS rebinding) has another. */
const ownNames = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether a request's Host header names us. `port`: ours; `others`: names that the user allows, with our port or with one
 * of their own.
 */
export function isOurHost(header: string, port: number, others: readonly string[]): boolean {
  const said = header.toLowerCase();
  return [...ownNames, ...others].some((host) => {
    const name = host.toLowerCase();
    // A browser leaves out the port that goes without saying.
    const isUsual = port === 80 && said === name;
    if (isUsual || said === `${name}:${port}`) return true;
    return hasPort.test(name) && (said === name || said === withoutUsualPort(name));
  });
}

/** Whether a host, with its port or without, is one that the user allows. */
export function inHosts(said: string, others: readonly string[]): boolean {
  return others.some((host) => {
    const name = host.toLowerCase();
    return said === name || said === withoutUsualPort(name) || said.replace(/:\d+$/, '') === name;
  });
}

/** A name or a bracketed address with a port behind it. */
const hasPort = /^[^:]+:\d+$|\]:\d+$/;

/** As a browser writes a host whose port goes without saying, behind a proxy with TLS or without. */
function withoutUsualPort(host: string): string {
  return host.replace(/:(?:80|443)$/, '');
}
