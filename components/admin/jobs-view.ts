import { html, nothing, type TemplateResult } from 'lit';
import { type Ask, button, listView } from './list-view.ts';
import type { Job } from './panel-answers.ts';
import { words } from './panel-words.ts';

/** What jobs have written, by their ids, as far as somebody has looked. */
export type JobLogs = ReadonlyMap<number, string>;

/** The last jobs, newest first; the log of each is loaded when it is opened. */
export function jobsView(
  jobs: readonly Job[],
  logs: JobLogs,
  openLog: (id: number) => void,
  ask: Ask,
): TemplateResult {
  return listView({
    id: 'jobs',
    title: words.views.jobs,
    items: jobs,
    none: words.noJobs,
    row: (job) => html`<li>
      <div class="row">
        <span><b>${words.jobKind(job.kind)}</b> <span class="soft">${words.facts([words.by(job.by), words.time(job.queued), words.took(job)])}</span></span>
        <span class="state state-${job.state}">${job.state}</span>
        ${job.state === 'queued' ? button(words.cancel, () => ask('DELETE', `jobs/${job.id}`), words.jobKind(job.kind)) : nothing}
      </div>
      ${job.state === 'running' ? runningView(job, ask) : nothing}
      ${job.error === null ? nothing : html`<p class="warning">${job.error}</p>`}
      ${logView(job, logs, openLog)}
    </li>`,
  });
}

function logView({ id, state }: Job, logs: JobLogs, open: (id: number) => void): TemplateResult {
  if (state === 'queued') return html``;
  const text = logs.get(id);
  const toggle = (event: Event): void => {
    if ((event.target as HTMLDetailsElement).open) open(id);
  };
  return html`<details @toggle=${toggle}><summary>${words.log}</summary>
    <pre tabindex="0">${text === undefined ? words.loading : text || words.emptyLog}</pre></details>`;
}

/** A job that runs: how far it is, how fast, how long it takes, and its end. */
export function runningView(job: Job, ask: Ask): TemplateResult {
  return html`<div class="running">
    <progress value=${job.progress} max="1" aria-label=${words.jobKind(job.kind)}></progress>
    <span class="percent">${Math.round(job.progress * 100)} %</span>
    <span class="soft stage">${words.facts([words.jobKind(job.kind), words.stage(job)])}</span>
    ${button(words.cancel, () => ask('DELETE', `jobs/${job.id}`), words.jobKind(job.kind))}
  </div>`;
}
