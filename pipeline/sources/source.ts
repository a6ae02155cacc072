import type { JsonObject } from '../../catalog/json.ts';
import type { Match } from '../../catalog/match.ts';
import type { PostRecord } from '../../catalog/record.ts';
import type { Site } from '../network/client.ts';
import type { Failure } from '../network/reply.ts';

/**
 * When a source has its turn, in this order. `exact`: for every picture, all of them side by side. Each later role is asked
 * only for what every source before it has said to be absent; `leftover` sources side by side, `hint` and `reverse` ones
 * after each other, in the order of the settings.
 */
export const sourceRoles = ['exact', 'leftover', 'hint', 'reverse'] as const;
export type SourceRole = (typeof sourceRoles)[number];

/** A picture that a source is asked about. */
export interface Subject {
  readonly md5: string;
  /** What is known of it: measures, names, earlier answers. */
  readonly record: PostRecord;
  /** Its files, absolute; at least one. */
  readonly paths: readonly string[];
}

/** What a source says of one picture. A failure says nothing of the picture, only of the source. */
export type Finding =
  /** It knows this very picture. `answer` is kept as it is: no secrets, no addresses that expire. */
  | { readonly state: 'found'; readonly answer: JsonObject }
  /** It knows posts that are probably this picture: one a site, the best. `reason`: why it may know more, as a site failed. */
  | ({
      readonly state: 'matched';
      readonly matches: readonly Match[];
      readonly reason?: string;
      readonly notes?: Notes;
    } & Partly)
  | { readonly state: 'absent'; readonly notes?: Notes }
  /** `isOutage`: nobody was reached, so that it counts against nobody. */
  | ({
      readonly state: 'failed';
      readonly reason: string;
      readonly isOutage?: true;
      readonly notes?: Notes;
    } & Partly);

/** How far one who asks several sites has come where one of them fails. */
interface Partly {
  /** The sites that do not know it: only the others are asked again. */
  readonly absentFrom?: readonly string[];
}

/** What a failed request says of the picture; `undefined`: its host rests, and nobody was asked. */
export function failedFinding({ failure, reason, isUnsent }: Failure): Finding | undefined {
  if (failure === 'resting') return undefined;
  return { state: 'failed', reason, ...(isUnsent ? { isOutage: true } : {}) };
}

/** Why something is left to be asked; `undefined`: all is said. */
export function failureIn(finding: Finding): string | undefined {
  return 'reason' in finding ? finding.reason : undefined;
}

/** Further fields of the record that a source writes: `saucenao_response`, as the Flask version did. */
export type Notes = Readonly<Record<`${string}_${'lookup' | 'response'}`, unknown>>;

/** Takes what is said of a picture before all of a batch is asked about, so that nothing is lost with the rest. */
export type HandOver = (md5: string, finding: Finding) => Promise<void>;

/** Who is asked about pictures. */
export interface Source {
  /** As records, settings and pages call it. */
  readonly name: string;
  readonly role: SourceRole;
  /** Pictures a call of `lookUp`: what one request can ask about, or one where each takes its own. */
  readonly batch: number;
  /** Where it asks; missing where it asks nobody. */
  readonly site?: Site;
  /** Why nobody asks it any more in this run: it refuses us, and somebody must look at that. */
  readonly refusal?: string | undefined;
  /**
   * Asks about up to `batch` pictures, once: whoever calls tries again. A picture that is missing in the answer was not
   * asked about, as the host rests or refuses us. Rejects with the signal's reason when that is aborted, and for nothing else that
   * may be expected.
   */
  readonly lookUp: (
    subjects: readonly Subject[],
    signal: AbortSignal,
    handOver?: HandOver,
  ) => Promise<ReadonlyMap<string, Finding>>;
}
