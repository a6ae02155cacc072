import type { Response } from 'express';

const heartbeat = 25_000;
const mostListeners = 50;

/** Tells everyone who listens what happens, as server-sent events. */
export class EventHub {
  readonly #listeners = new Set<Response>();
  #beat: NodeJS.Timeout | undefined;

  /** Whether there was room for another listener. */
  add(response: Response): boolean {
    if (this.#listeners.size >= mostListeners) return false;
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write('retry: 2000\n\n');
    this.#listeners.add(response);
    this.#beat ??= setInterval(() => this.#write(': still here\n\n'), heartbeat).unref();
    response.on('close', () => {
      this.#listeners.delete(response);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#beat);
      this.#beat = undefined;
    });
    return true;
  }

  send(event: string, content: unknown): void {
    // JSON has no line ends of its own, so one line of `data` holds it.
    this.#write(`event: ${event}\ndata: ${JSON.stringify(content)}\n\n`);
  }

  /** Ends what would hold a server's end up. */
  close(): void {
    for (const response of this.#listeners) response.end();
  }

  #write(text: string): void {
    for (const response of this.#listeners) {
      // Who does not read is dropped before its backlog grows: a browser comes back by itself.
      if (response.writableLength > 1_000_000) response.destroy();
      else response.write(text);
    }
  }
}
