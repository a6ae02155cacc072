import { html, nothing, type TemplateResult } from 'lit';
import { postAddress } from '../../catalog/addresses.ts';
import { countText } from '../../catalog/wording.ts';
import type {
  Duplicate,
  Facts,
  Job,
  PastEdit,
  Problem,
  Status,
  TrashEntry,
} from './panel-answers.ts';
import { words } from './panel-words.ts';

/** What a button asks of the server. */
export type Ask = (method: 'POST' | 'DELETE', path: string, body?: unknown) => void;

export function statusView(
  { monitor, collection }: Status,
  facts: Facts,
  ask: Ask,
): TemplateResult {
  const job = (kind: string) => () => ask('POST', 'jobs', { kind });
  return html`<section class="card" aria-labelledby="status">
    <div class="card-head">
      <h2 id="status">${words.monitor}
        <span class=${monitor.running ? 'state-on' : 'soft'}>${monitor.running ? words.on : words.off}</span>
      </h2>
      <span class="soft">${words.nextScan(monitor.next_in)} ${words.every(monitor.interval_seconds)}</span>
    </div>
    ${facts.pausedBy === null ? nothing : html`<p class="warning" role="alert">${facts.pausedBy}</p>`}
    <dl class="figures">
      ${figure(words.posts, countText(collection.total_images))}
      ${figure(words.known, countText(collection.with_metadata))}
      ${figure(words.unknown, countText(collection.unprocessed))}
      ${figure(words.lastFound, countText(monitor.last_scan_found))}
      ${figure(words.free, words.size(facts.free))}
    </dl>
    <div class="row">
      <span class="soft">${words.lastCheck(monitor.last_check)}</span>
      <button class="button" @click=${() => ask('POST', monitor.running ? 'system/monitor/stop' : 'system/monitor/start')}>
        ${monitor.running ? words.stop : words.start}</button>
      <button class="button" @click=${job('scan')}>${words.scan}</button>
      <button class="button" @click=${job('rebuild')}>${words.rebuild}</button>
      <button class="button" @click=${job('thumbnails')}>${words.thumbnails}</button>
      <button class="button" @click=${job('check')}>${words.check}</button>
    </div>
  </section>`;
}

function figure(name: string, value: string): TemplateResult {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

export function jobsView(jobs: readonly Job[], ask: Ask): TemplateResult {
  const row = (job: Job): TemplateResult => {
    const isOpen = job.state === 'running' || job.state === 'queued';
    return html`<li class="row">
      <span>${job.id}. ${job.kind} <span class="soft">${words.by(job.by)} ${words.time(job.queued)}</span>
        ${job.error === null ? nothing : html`<br><span class="state-failed">${job.error}</span>`}</span>
      ${job.state === 'running' ? progressOf(job) : nothing}
      <span class="state-${job.state}">${job.state}</span>
      ${isOpen ? html`<button class="button" @click=${() => ask('DELETE', `jobs/${job.id}`)}>${words.cancel}</button>` : nothing}
    </li>`;
  };
  return list('jobs', words.jobs, jobs.slice(0, 20), words.noJobs, row);
}

function progressOf({ progress, stage, done, total, left }: Job): TemplateResult {
  return html`<progress value=${progress} max="1" aria-label=${stage ?? words.running}></progress>
    <span class="soft">${words.stage(stage, done, total, left)}</span>`;
}

export function problemsView(problems: readonly Problem[], ask: Ask): TemplateResult {
  return list(
    'problems',
    words.problems,
    problems,
    words.noProblems,
    ({ path, reason, number }) => html`<li class="row">
    <span>${number === null ? path : postLink(number, path)}<br><span class="soft">${reason}</span></span>
    ${number === null ? nothing : html`<button class="button" @click=${() => ask('POST', `posts/${number}/retry`)}>${words.retry}</button>`}
  </li>`,
  );
}

export function trashView(
  trash: readonly TrashEntry[],
  ask: Ask,
  empty: () => void,
): TemplateResult {
  const button =
    trash.length === 0
      ? nothing
      : html`<button class="button" @click=${empty}>${words.emptyTrash}</button>`;
  return list(
    'trash',
    words.trash,
    trash,
    words.noTrash,
    ({ number, path }) => html`<li class="row">
    <span>${path} <span class="soft">${number === null ? '' : words.number(number)}</span></span>
    ${number === null ? nothing : html`<button class="button" @click=${() => ask('POST', `posts/${number}/restore`)}>${words.restore}</button>`}
  </li>`,
    button,
  );
}

export function duplicatesView(groups: readonly Duplicate[]): TemplateResult {
  return list(
    'duplicates',
    words.duplicates,
    groups,
    words.noDuplicates,
    ({ number, paths }) => html`<li class="row">
    <span>${number === null ? nothing : postLink(number, words.number(number))}
      ${paths.map((path) => html`<br><span class="soft">${path}</span>`)}</span>
  </li>`,
  );
}

export function editsView(edits: readonly PastEdit[], ask: Ask): TemplateResult {
  return list(
    'edits',
    words.edits,
    edits,
    words.noEdits,
    ({ number, place, at, change }) => html`<li class="row">
    <span>${postLink(number, words.number(number))} ${describe(change)} <span class="soft">${words.time(at)}</span></span>
    <button class="button" @click=${() => ask('POST', `posts/${number}/revert`, { change: place })}>${words.revert}</button>
  </li>`,
  );
}

function describe({
  add = [],
  remove = [],
  clear = [],
  rating,
  parent,
  favourite,
}: PastEdit['change']): string {
  return [
    ...add.map(({ name }) => `+${name}`),
    ...remove.map((name) => `-${name}`),
    ...clear.map((name) => `±${name}`),
    ...(rating === undefined ? [] : [`rating:${rating ?? 'none'}`]),
    ...(parent === undefined ? [] : [`parent:${parent ?? 'none'}`]),
    ...(favourite === undefined ? [] : [favourite ? '+favourite' : '-favourite']),
  ].join(' ');
}

export function settingsView({ settings, site }: Facts): TemplateResult {
  return html`<details class="card"><summary>${words.settings}</summary>
    <p class="soft">${site}</p><pre tabindex="0">${JSON.stringify(settings, undefined, 2)}</pre></details>`;
}

function postLink(number: number, text: string): TemplateResult {
  return html`<a href="/${postAddress(number)}">${text}</a>`;
}

function list<T>(
  id: string,
  title: string,
  items: readonly T[],
  none: string,
  row: (item: T) => TemplateResult,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<section class="card" aria-labelledby=${id}>
    <div class="card-head"><h2 id=${id}>${title} <span class="soft">${items.length}</span></h2>${more}</div>
    ${items.length === 0 ? html`<p class="soft">${none}</p>` : html`<ul class="rows" role="list">${items.map(row)}</ul>`}
  </section>`;
}
