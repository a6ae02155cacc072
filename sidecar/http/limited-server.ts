import { createServer, type RequestListener, type Server } from 'node:http';

/** What a connection may cost before it is closed; times in milliseconds. */
export interface ConnectionLimits {
  /** Until a request's headers are there, and until all of it is. */
  readonly headers: number;
  readonly request: number;
  /** How often both are looked at. */
  readonly check: number;
}

const usualLimits: ConnectionLimits = { headers: 10_000, request: 30_000, check: 1000 };

/** Bytes of a request's headers. */
const mostHeaderBytes = 8192;
/** More than any browser opens, and few enough to keep file descriptors for the work. */
const mostConnections = 500;

/** A server on which nobody can hold a connection up: slow, silent and oversized requests are ended, others are answered. */
export function limitedServer(
  listener: RequestListener,
  { headers, request, check }: ConnectionLimits = usualLimits,
): Server {
  const server = createServer(
    {
      headersTimeout: headers,
      requestTimeout: request,
      connectionsCheckingInterval: check,
      maxHeaderSize: mostHeaderBytes,
    },
    listener,
  );
  server.maxConnections = mostConnections;
  return server;
}
