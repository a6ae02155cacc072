import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onChildEnd, sendTo } from '../library/child-end.ts';
import type { SiteMessage, SiteReport, SiteRequest } from '../library/site-request.ts';
import { SettingsError } from '../settings/settings-error.ts';
import type { ReportProgress } from '../stages/context.ts';

// The site is another layer: it is run, not imported, and speaks through its process's channel.
const siteProgram = fileURLToPath(new URL('../../site/build/main.ts', import.meta.url));

type SiteAnswer = Exclude<SiteMessage, { readonly kind: 'progress' | 'refused' | 'failed' }>;

/** The process that builds sites: started by the first build, warm for the next ones, gone once disposed of. */
export class SiteProcess implements AsyncDisposable {
  #child: ChildProcess | undefined;

  /** Has it load its program while something else is done first. */
  start(): void {
    this.#start();
  }

  /** Has it make ready for a request that is probably coming. */
  warmUp(request: SiteRequest): void {
    sendTo(this.#start(), { ...request, warmUp: true } satisfies SiteRequest);
  }

  /** Builds a site, one at a time. Throws a SettingsError where it is refused. */
  async build(request: SiteRequest, progress: ReportProgress): Promise<SiteReport> {
    const answer = await this.ask(request, progress);
    if (answer.kind !== 'report') throw new Error('the site was explained instead of built');
    return answer.report;
  }

  /** As `build`, for a request that may ask for something else. */
  async ask(request: SiteRequest, progress: ReportProgress): Promise<SiteAnswer> {
    const child = this.#start();
    const { promise, resolve, reject } = Promise.withResolvers<SiteAnswer>();
    const listen = (message: SiteMessage): void => {
      if (message.kind === 'progress') progress(message.stage, message.done, message.total);
      else if (message.kind === 'refused') reject(new SettingsError(message.message));
      else if (message.kind === 'failed') reject(failure(message));
      else resolve(message);
    };
    const ignore = onChildEnd(child, (how) => {
      if (this.#child === child) this.#child = undefined;
      reject(new Error(`building the site ended early (${how})`));
    });
    child.on('message', listen);
    sendTo(child, request);
    try {
      return await promise;
    } finally {
      ignore();
      child.off('message', listen);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  }

  #start(): ChildProcess {
    const known = this.#child;
    if (known?.connected) return known;
    this.#child = fork(siteProgram, { execArgv: ['--disable-warning=ExperimentalWarning'] });
    return this.#child;
  }
}

function failure({ message, code }: { readonly message: string; readonly code: string }): Error {
  return Object.assign(new Error(message), { code });
}
