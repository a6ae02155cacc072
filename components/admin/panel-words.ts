import { countText } from '../../catalog/wording.ts';

/** Every text of the panel, in one place to be translated. */
export const words = {
  title: 'Panel',
  gallery: 'Gallery',
  signOut: 'Sign out',
  monitor: 'Monitor',
  on: 'on',
  off: 'off',
  start: 'Start',
  stop: 'Stop',
  scan: 'Scan now',
  rebuild: 'Rebuild',
  thumbnails: 'Thumbnails',
  check: 'Check data',
  posts: 'posts',
  known: 'with metadata',
  unknown: 'without',
  lastFound: 'found last',
  free: 'disk free',
  jobs: 'Jobs',
  noJobs: 'Nothing has run yet.',
  running: 'running',
  cancel: 'Cancel',
  problems: 'Problems',
  noProblems: 'Every file could be read.',
  retry: 'Ask again',
  trash: 'Trash',
  noTrash: 'The trash is empty.',
  emptyTrash: 'Empty the trash',
  reallyEmpty: 'Remove everything in the trash from the disk, for good?',
  restore: 'Restore',
  duplicates: 'Duplicates',
  noDuplicates: 'No picture lies there twice.',
  edits: 'Edits',
  noEdits: 'Nothing was edited yet.',
  revert: 'Take back',
  settings: 'Settings',
  connected: 'connected',
  away: 'The server is away: trying again',
  loading: 'Loading',
  number: (number: number): string => `Post ${number}`,
  by: (who: string): string => `by ${who},`,
  time: (iso: string): string => new Date(iso).toLocaleString(),
  every: (seconds: number): string => `every ${duration(seconds)}`,
  nextScan: (seconds: number | null): string =>
    seconds === null ? '' : `next in ${duration(seconds)},`,
  lastCheck: (time: string | null): string =>
    time === null ? 'Not scanned yet' : `Last scan ${time}`,
  size: (bytes: number): string => `${countText(Math.round(bytes / 1e9))} GB`,
  stage: (stage: string | null, done: number, total: number, left: number | null): string => {
    const counts = total > 0 ? ` ${countText(done)} of ${countText(total)}` : '';
    return `${stage ?? ''}${counts}${left === null ? '' : `, ${duration(left)} left`}`;
  },
} as const;

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes}:${String(seconds % 60).padStart(2, '0')} min`;
}
