import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { countText } from '../../catalog/wording.ts';
import { SidecarClient, SidecarRefusal } from '../sidecar-client.ts';
import { askDialog, type PanelQuestion } from './ask-dialog.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { type JobLogs, jobsView } from './jobs-view.ts';
import type { Ask } from './list-view.ts';
import { duplicatesView, editsView, problemsView, trashView } from './lists-views.ts';
import { LiveNews } from './live-news.ts';
import { overviewView } from './overview-view.ts';
import type { Job, PanelLists, PanelState } from './panel-answers.ts';
import { type ListName, loadList, loadMoreEdits, loadState } from './panel-data.ts';
import { questionOfDeleting, questionOfEmptying } from './panel-questions.ts';
import { showNameOf, type ViewName, viewOf, views } from './panel-views.ts';
import { words } from './panel-words.ts';
import { settingsView } from './settings-view.ts';

/** Of which the number stands beside the view's name. */
const counted = ['problems', 'trash', 'duplicates'] as const;

/** The panel: everything the server knows, live. It draws into the page itself, whose styles serve it. */
export class HomebooruPanel extends LitElement {
  static override readonly properties = {
    view: { state: true },
    state: { state: true },
    lists: { state: true },
    logs: { state: true },
    notice: { state: true },
    asking: { state: true },
  };

  declare view: ViewName;
  declare state: PanelState | undefined;
  declare lists: PanelLists;
  declare logs: JobLogs;
  declare notice: string;
  declare asking: PanelQuestion | undefined;
  readonly #client = new SidecarClient('/api/');
  readonly #news = new LiveNews({
    onJob: (job) => this.#takeJob(job),
    look: () => this.#look(),
    onChange: () => this.requestUpdate(),
    onError: (error) => this.#tell(error),
  });
  /** When the state was loaded: the countdown goes on from there. */
  #loadedAt = 0;
  #stale = new Set<ListName>();
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    new FocusKeeper(this);
    this.view = viewOf(location.hash);
    this.state = undefined;
    this.lists = {};
    this.logs = new Map();
    this.notice = '';
    this.asking = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#takeHash);
    this.#clock = setInterval(() => this.requestUpdate(), 1000);
    this.#news.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#takeHash);
    clearInterval(this.#clock);
    this.#news.stop();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<header class="panel-bar">
        <h1>${words.title}</h1>
        <span class="soft ${this.#news.isAway ? 'warning' : ''}" role="status">${this.#news.text}</span>
        <nav class="links"><a href="/">${words.gallery}</a>
          <button class="button" @click=${() => this.#signOut()}>${words.signOut}</button></nav>
      </header>
      <nav class="views" aria-label=${words.title}>${Object.keys(views).map((name) => this.#viewLink(name as ViewName))}</nav>
      <p class="notice" role="alert" ?hidden=${this.notice === ''}>${this.notice}</p>
      ${this.state === undefined ? html`<p class="soft">${words.loading}</p>` : this.#content(this.state)}
      ${this.#dialog()}`;
  }

  #viewLink(name: ViewName): TemplateResult {
    const count = this.#countOf(name);
    return html`<a href="#${name}" aria-current=${this.view === name ? 'page' : nothing}>${words.views[name]}${
      count === undefined ? nothing : html` <span class="count">${countText(count)}</span>`
    }</a>`;
  }

  #countOf(name: ViewName): number | undefined {
    const { problems, trash, duplicates } = this.lists;
    if (name === 'problems') return problems?.filter(({ isIgnored }) => !isIgnored).length;
    if (name === 'trash') return trash?.entries.length;
    return name === 'duplicates' ? duplicates?.length : undefined;
  }

  #content(state: PanelState): TemplateResult {
    const { lists, view } = this;
    const ask = this.#ask;
    switch (view) {
      case 'overview':
        return overviewView(state, this.#nextIn(state), ask);
      case 'jobs':
        return jobsView(state.jobs, this.logs, (id) => this.#openLog(id), ask);
      case 'problems':
        return problemsView(lists.problems, ask);
      case 'trash':
        return trashView(lists.trash, ask, (count) => {
          const act = (): void => ask('POST', 'jobs', { kind: 'empty-trash' });
          this.#put(questionOfEmptying(count, (next) => this.#put(next), act));
        });
      case 'edits':
        return editsView(lists.edits, ask, () => this.#showMoreEdits());
      case 'duplicates':
        return duplicatesView(lists.duplicates, (number, file) => {
          const act = (): void => ask('DELETE', `posts/${number}`, file);
          this.#put(questionOfDeleting(file, act));
        });
      case 'settings':
        return settingsView(state.facts, lists.models);
      default:
        return view satisfies never;
    }
  }

  #nextIn({ status }: PanelState): number | null {
    const { next_in: next } = status.monitor;
    if (next === null) return null;
    return Math.max(0, next - Math.floor((performance.now() - this.#loadedAt) / 1000));
  }

  #put(question: PanelQuestion): void {
    this.asking = question;
  }

  #dialog(): unknown {
    if (this.asking === undefined) return nothing;
    const question = this.asking;
    return askDialog(question, (isAgreed) => {
      // Its close event comes too, when the next question may be there already.
      if (this.asking !== question) return;
      this.asking = undefined;
      // So the focus goes back to where it was.
      this.querySelector('dialog')?.close();
      if (isAgreed) question.act();
    });
  }

  protected override updated(changed: ReadonlyMap<PropertyKey, unknown>): void {
    const dialog = this.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
    // On a phone not all names of views have room beside each other.
    if (changed.has('view')) showNameOf(this);
  }

  readonly #takeHash = (): void => {
    this.view = viewOf(location.hash);
    this.notice = '';
    this.#news.lookSoon();
  };

  readonly #ask: Ask = (method, path, body = {}) => {
    this.#client.send(method, path, body).then(
      () => {
        this.notice = '';
        this.#news.lookSoon();
      },
      (error: unknown) => this.#tell(error),
    );
  };

  #openLog(id: number): void {
    this.#client.get(`jobs/${id}/log`).then(
      (answer) => {
        const { log } = answer as { readonly log: string };
        this.logs = new Map([...this.logs, [id, log]]);
      },
      (error: unknown) => this.#tell(error),
    );
  }

  #showMoreEdits(): void {
    const known = this.lists.edits;
    if (!known) return;
    loadMoreEdits(this.#client, known).then(
      (edits) => {
        this.lists = { ...this.lists, edits };
      },
      (error: unknown) => this.#tell(error),
    );
  }

  #signOut(): void {
    this.#client.logOut().then(
      () => location.replace('/login'),
      (error: unknown) => this.#tell(error),
    );
  }

  #tell(error: unknown): void {
    if (error instanceof SidecarRefusal && error.status === 401) location.replace('/login');
    // A server that is away is said in the bar; what is shown stays.
    else if (error instanceof SidecarRefusal) this.notice = error.message;
  }

  #takeJob(job: Job): void {
    if (!this.state) return;
    const others = this.state.jobs.filter(({ id }) => id !== job.id);
    const jobs = [job, ...others].toSorted((a, b) => b.id - a.id);
    this.state = { ...this.state, jobs };
    if (job.state !== 'running') this.#news.lookSoon();
  }

  /** Loads what is shown; what other views show is old by then. */
  async #look(): Promise<void> {
    const shown = views[this.view];
    this.state = await loadState(this.#client);
    this.#loadedAt = performance.now();
    for (const name of Object.keys(this.lists) as ListName[]) this.#stale.add(name);
    if (shown) await this.#loadList(shown);
    document.documentElement.dataset['ready'] = 'ok';
    for (const name of counted) if (this.lists[name] === undefined) await this.#loadList(name);
    // Numbers beside names follow, too, but for the one that takes a look at every file.
    for (const name of ['problems', 'trash'] as const) {
      if (this.#stale.has(name)) await this.#loadList(name);
    }
  }

  async #loadList(name: ListName): Promise<void> {
    const list = await loadList(this.#client, name, this.lists);
    this.#stale.delete(name);
    this.lists = { ...this.lists, ...list };
  }
}

customElements.define('homebooru-panel', HomebooruPanel);
