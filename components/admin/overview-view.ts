import { html, nothing, type TemplateResult } from 'lit';
import { countText } from '../../catalog/wording.ts';
import { runningView } from './jobs-view.ts';
import { type Ask, button } from './list-view.ts';
import type { PanelState, SourceState } from './panel-answers.ts';
import { words } from './panel-words.ts';

/** How everything stands, and what can be told to run. `nextIn`: seconds until the next scan, as of now. */
export function overviewView(state: PanelState, nextIn: number | null, ask: Ask): TemplateResult {
  const { status, facts, jobs, sources } = state;
  const { monitor, collection } = status;
  const running = jobs.find((job) => job.state === 'running');
  const job = (kind: string) => () => ask('POST', 'jobs', { kind });
  return html`<section class="card" aria-labelledby="status">
      <div class="card-head">
        <h2 id="status">${words.monitor} <span class="state state-${monitor.running ? 'on' : 'off'}">${monitor.running ? words.on : words.off}</span></h2>
        <span class="soft">${words.every(monitor.interval_seconds)}${nextIn === null ? nothing : html`, ${words.nextScan(nextIn)}`}</span>
      </div>
      ${
        facts.pausedBy === null
          ? nothing
          : html`<p class="warning" role="alert">${words.paused} ${facts.pausedBy}</p>`
      }
      <dl class="figures">
        ${figure(words.posts, countText(collection.total_images))}
        ${figure(words.known, countText(collection.with_metadata))}
        ${figure(words.unknown, countText(collection.unprocessed))}
        ${figure(words.lastFound, countText(monitor.last_scan_found))}
        ${figure(words.free, words.size(facts.free))}
      </dl>
      ${collection.total_images === 0 ? html`<p class="soft">${words.noPosts}</p>` : nothing}
      <div class="row"><span class="soft">${words.lastCheck(monitor.last_check)}</span>
        ${
          monitor.running
            ? button(words.stop, () => ask('POST', 'system/monitor/stop'), words.monitor)
            : button(words.start, () => ask('POST', 'system/monitor/start'), words.monitor)
        }
        <button class="button main" @click=${job('scan')}>${words.scan}</button>
      </div>
    </section>
    <section class="card" aria-labelledby="tools">
      <h2 id="tools">${words.tools}</h2>
      ${running ? runningView(running, ask) : html`<p class="soft">${words.noneRunning}</p>`}
      <div class="buttons">${button(words.rebuild, job('rebuild'))} ${button(words.thumbnails, job('thumbnails'))}
        ${button(words.check, job('check'))}</div>
    </section>
    <section class="card" aria-labelledby="sources">
      <h2 id="sources">${words.sources}</h2>
      <ul class="chips" role="list">${sources.map(sourceView)}</ul>
    </section>`;
}

function figure(name: string, value: string): TemplateResult {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function sourceView(source: SourceState): TemplateResult {
  const { name, state, reason, quota } = source;
  return html`<li class="chip" title=${reason ?? nothing}><b>${name}</b>
    <span class="state state-${state}">${words.sourceState(source)}</span>
    ${state === 'waiting' && reason !== null ? html`<span class="soft">${reason}</span>` : nothing}
    ${quota === null ? nothing : html`<span class="soft">${words.quota(quota.used, quota.left)}</span>`}</li>`;
}
