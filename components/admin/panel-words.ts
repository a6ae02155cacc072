import { countText } from '../../catalog/wording.ts';
import type { Job, PastEdit, SourceState } from './panel-answers.ts';

/** Every text of the panel, in one place to be translated. */
export const words = {
  title: 'Panel',
  gallery: 'Gallery',
  signOut: 'Sign out',
  views: {
    overview: 'Overview',
    jobs: 'Jobs',
    problems: 'Problems',
    trash: 'Trash',
    edits: 'Edits',
    duplicates: 'Duplicates',
    settings: 'Settings',
  },
  connected: (time: string): string => `Connected, ${time}`,
  away: (time: string): string => `The server is away since ${time}: trying again`,
  polling: (time: string): string => `Asked at ${time}`,
  loading: 'Loading',
  monitor: 'Monitor',
  on: 'on',
  off: 'off',
  paused: 'The last scan changed nothing:',
  start: 'Start',
  stop: 'Stop',
  scan: 'Scan now',
  rebuild: 'Rebuild',
  thumbnails: 'Thumbnails',
  check: 'Check data',
  tools: 'Do now',
  posts: 'posts',
  known: 'with tags',
  unknown: 'without',
  lastFound: 'found by the last scan',
  free: 'free on the disk',
  sources: 'Sources',
  sourceState: (source: SourceState): string => {
    switch (source.state) {
      case 'ok':
        return 'ok';
      case 'waiting':
        return source.until === null ? 'waiting' : `waiting until ${time(source.until)}`;
      case 'off':
        return 'off';
      case 'keyless':
        return 'wants a key';
      default:
        return source.state satisfies never;
    }
  },
  quota: (used: number, left: number | null): string => {
    const today = `${countText(used)} ${used === 1 ? 'search' : 'searches'} today`;
    return left === null ? today : `${today}, ${countText(left)} left`;
  },
  noPosts:
    'No pictures yet. Put some into images/ and press Scan now, or drop them on the gallery.',
  noJobs: 'Nothing has run yet. Scans, rebuilds and checks are listed here, with what they said.',
  noneRunning: 'Nothing runs.',
  jobKind: (kind: string): string => kinds[kind] ?? kind,
  by: (who: string): string => (who === 'user' ? '' : `by the ${who}`),
  running: 'running',
  cancel: 'Cancel',
  log: 'Log',
  emptyLog: 'It said nothing.',
  noProblems: 'All is well: every file could be read.',
  problemWhy:
    'What could not be read, or only in part, and what else the last run met. Pictures themselves are never changed.',
  retry: 'Try again',
  askAgain: 'Ask again',
  ignore: 'Ignore',
  unignore: 'Tell again',
  show: 'Show',
  ignored: (count: number): string => `${countText(count)} ignored`,
  noTrash: 'The trash is empty. Deleted pictures come here first.',
  trashDays: (days: number | null): string =>
    days === null
      ? 'They stay until you empty it.'
      : `Each is removed for good after ${countText(days)} days.`,
  emptyTrash: 'Empty the trash',
  emptyAsk: (count: number): string =>
    `${count === 1 ? 'One picture' : `${countText(count)} pictures`} will be removed from the disk. They cannot be brought back.`,
  emptyAgain: 'Really remove them for good? This is the last question.',
  emptyFirst: 'Remove them',
  emptySecond: 'Yes, for good',
  keep: 'Keep them',
  restore: 'Restore',
  unfinished: 'not finished: the next scan goes on',
  noDuplicates: 'No picture lies there twice.',
  duplicateWhy:
    'Files with the very same bytes are one post. Of each you need one: the others can go to the trash.',
  toTrash: 'Move to the trash',
  deleteCopy: 'Move this file to the trash?',
  aboutDeleteCopy: (path: string): string =>
    `${path}: the post stays with its other files, and this one can be brought back.`,
  copyOf: (number: number): string => `one file of post ${number}`,
  noEdits: 'Nothing was edited yet. Every change of yours is kept here, and any can be taken back.',
  revert: 'Take back',
  showMore: 'Show more',
  models: 'Models that guess tags',
  modelState: { ready: 'installed', missing: 'not installed', broken: 'broken' },
  modelChosen: 'chosen in the settings',
  modelHow: (name: string): string => `homebooru models pull ${name}`,
  modelWhy:
    'To get one, run its line where the program is; the settings choose one by sources.tagger.model.',
  settings: 'Settings',
  settingsWhy: 'As homebooru.yaml says them, and the defaults. Secrets are not shown.',
  site: 'The site:',
  number: (number: number): string => `Post ${number}`,
  time,
  clock: (at: number): string => new Date(at).toLocaleTimeString(),
  every: (seconds: number): string => `every ${duration(seconds)}`,
  nextScan: (seconds: number): string => `next in ${duration(seconds)}`,
  lastCheck: (when: string | null): string =>
    when === null ? 'Not scanned yet' : `Last scan ${when}`,
  size,
  /** Facts in one line, as far as there are any. */
  facts,
  deletedAt: (iso: string): string => `deleted ${time(iso)}`,
  stage: ({ stage, done, total, rate, left }: Job): string => {
    const counts = total > 0 ? `${countText(done)} of ${countText(total)}` : '';
    const speed =
      rate === null ? '' : `${rate >= 10 ? countText(Math.round(rate)) : rate} a second`;
    const rest = left === null ? '' : `${duration(left)} left`;
    return facts([stage ?? '', counts, speed, rest]);
  },
  took: ({ started, finished }: Job): string =>
    started === null || finished === null
      ? ''
      : `took ${duration(Math.max(0, Math.round((Date.parse(finished) - Date.parse(started)) / 1000)))}`,
  change: ({
    add = [],
    remove = [],
    clear = [],
    rating,
    parent,
    favourite,
  }: PastEdit['change']): string =>
    [
      ...add.map(({ name }) => `+${name}`),
      ...remove.map((name) => `-${name}`),
      ...clear.map((name) => `\u00b1${name}`),
      ...(rating === undefined ? [] : [`rating:${rating ?? 'none'}`]),
      ...(parent === undefined ? [] : [`parent:${parent ?? 'none'}`]),
      ...(favourite === undefined ? [] : [favourite ? '+favourite' : '-favourite']),
    ].join(' '),
} as const;

const kinds: Readonly<Record<string, string>> = {
  scan: 'Scan',
  rebuild: 'Rebuild',
  thumbnails: 'Thumbnails',
  site: 'Build the site',
  check: 'Check data',
  'empty-trash': 'Empty the trash',
  'expire-trash': 'Empty old trash',
};

function facts(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

function time(iso: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? at.toLocaleTimeString() : at.toLocaleString();
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds % 60 === 0 && seconds < 3600) return `${seconds / 60} min`;
  const minutes = Math.floor(seconds / 60);
  const two = (part: number): string => String(part).padStart(2, '0');
  if (minutes < 60) return `${minutes}:${two(seconds % 60)} min`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)} h`;
}

function size(bytes: number): string {
  const [value, unit] = bytes >= 1e9 ? [bytes / 1e9, 'GB'] : [bytes / 1e6, 'MB'];
  return `${value >= 10 ? countText(Math.round(value)) : value.toFixed(1)} ${unit}`;
}
