export type Answer = 'danbooru' | 'e621' | 'yandere' | 'camie_tagger';

/** Tags by category, each a list of words with spaces between. */
export interface Tags {
  readonly general: string;
  readonly artist?: string;
  readonly copyright?: string;
  readonly character?: string;
  /** Only e621 has such tags. */
  readonly species?: string;
  readonly meta?: string;
}

/** What the sites say about a picture. */
export interface Post {
  readonly id: number;
  readonly answers: readonly Answer[];
  readonly rating: 'g' | 's' | 'q';
  readonly tags: Tags;
  /** Days since 1 January 2024. */
  readonly day: number;
  readonly source?: string;
  /** The id of another demo post. */
  readonly parent?: number;
}

export interface Picture {
  /** Where its bytes lie under `images/`; more than one place is the same picture twice. */
  readonly files: readonly [string, ...string[]];
  readonly paint: () => Promise<Buffer>;
  /** Absent: nobody has tagged it. */
  readonly post?: Post;
}
