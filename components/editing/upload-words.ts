/** Every text of adding pictures, in one place to be translated. */
export const words = {
  add: 'Add pictures',
  drop: 'Drop pictures to add them to the collection',
  title: 'Added pictures',
  close: 'Close',
  waiting: 'waiting',
  sending: (percent: number): string => `${percent} %`,
  processing: 'being looked at and tagged',
  post: (number: number): string => `Post ${number}`,
  notTaken: 'is not in the gallery: it was deleted before, or cannot be read',
  jobFailed: (message: string): string => `is in the inbox, but: ${message}`,
  progress: (name: string): string => `Sending ${name}`,
} as const;
