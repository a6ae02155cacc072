import { html, LitElement, type TemplateResult } from 'lit';
import { SidecarClient, SidecarRefusal } from '../sidecar-client.ts';
import type { Job, PanelState } from './panel-answers.ts';
import {
  type Ask,
  duplicatesView,
  editsView,
  jobsView,
  problemsView,
  settingsView,
  statusView,
  trashView,
} from './panel-views.ts';
import { words } from './panel-words.ts';

/** Milliseconds that news may wait, so that a burst of them costs one look. */
const pause = 300;

/** The panel: everything the server knows, live by its events. It draws into the page itself, whose styles serve it. */
export class HomebooruPanel extends LitElement {
  static override readonly properties = {
    state: { state: true },
    notice: { state: true },
    isConnectedLive: { state: true },
  };

  declare state: PanelState | undefined;
  declare notice: string;
  declare isConnectedLive: boolean;
  readonly #client = new SidecarClient('/api/');
  #events: EventSource | undefined;
  #looking: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.state = undefined;
    this.notice = '';
    this.isConnectedLive = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const events = new EventSource('/api/events');
    this.#events = events;
    events.onopen = () => {
      this.isConnectedLive = true;
      this.#lookSoon();
    };
    events.onerror = () => {
      this.isConnectedLive = false;
    };
    events.addEventListener('job', (event) => this.#takeJob(JSON.parse(event.data) as Job));
    for (const name of ['monitor', 'published', 'unpublished']) {
      events.addEventListener(name, () => this.#lookSoon());
    }
    this.#lookSoon();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#events?.close();
    clearTimeout(this.#looking);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    return html`<header class="card-head">
        <h1>${words.title}</h1>
        <span class="soft" role="status">${this.isConnectedLive ? words.connected : words.away}</span>
        <nav class="links"><a href="/">${words.gallery}</a>
          <button class="button" @click=${() => this.#signOut()}>${words.signOut}</button></nav>
      </header>
      <p class="warning" role="alert" ?hidden=${this.notice === ''}>${this.notice}</p>
      ${state === undefined ? html`<p class="soft">${words.loading}</p>` : this.#sections(state)}`;
  }

  #sections(state: PanelState): TemplateResult {
    const ask = this.#ask;
    return html`${statusView(state.status, state.facts, ask)} ${jobsView(state.jobs, ask)}
      ${problemsView(state.problems, ask)}
      ${trashView(state.trash, ask, () => this.#emptyTrash())}
      ${editsView(state.edits, ask)} ${duplicatesView(state.duplicates)}
      ${settingsView(state.facts)}`;
  }

  readonly #ask: Ask = (method, path, body = {}) => {
    this.#client.send(method, path, body).then(
      () => {
        this.notice = '';
        this.#lookSoon();
      },
      (error: unknown) => this.#tell(error),
    );
  };

  #emptyTrash(): void {
    if (confirm(words.reallyEmpty)) this.#ask('POST', 'jobs', { kind: 'empty-trash' });
  }

  #signOut(): void {
    this.#client.logOut().then(
      () => location.replace('/login'),
      (error: unknown) => this.#tell(error),
    );
  }

  #tell(error: unknown): void {
    if (error instanceof SidecarRefusal && error.status === 401) location.replace('/login');
    this.notice = error instanceof Error ? error.message : String(error);
  }

  #takeJob(job: Job): void {
    if (!this.state) return;
    const others = this.state.jobs.filter(({ id }) => id !== job.id);
    const jobs = [job, ...others].toSorted((a, b) => b.id - a.id);
    this.state = { ...this.state, jobs };
    if (job.state !== 'running') this.#lookSoon();
  }

  #lookSoon(): void {
    clearTimeout(this.#looking);
    this.#looking = setTimeout(() => {
      this.#look().catch((error: unknown) => this.#tell(error));
    }, pause);
  }

  async #look(): Promise<void> {
    const get = <T>(path: string): Promise<T> => this.#client.get(path) as Promise<T>;
    const [status, { jobs }, { problems }, { entries }, { groups }, { edits }, facts] =
      await Promise.all([
        get<PanelState['status']>('system/status'),
        get<Pick<PanelState, 'jobs'>>('jobs'),
        get<Pick<PanelState, 'problems'>>('problems'),
        get<{ entries: PanelState['trash'] }>('trash'),
        get<{ groups: PanelState['duplicates'] }>('duplicates'),
        get<Pick<PanelState, 'edits'>>('edits'),
        get<PanelState['facts']>('settings'),
      ]);
    this.state = { status, jobs, problems, trash: entries, duplicates: groups, edits, facts };
    document.documentElement.dataset['ready'] = 'ok';
  }
}

customElements.define('homebooru-panel', HomebooruPanel);
