import { join } from 'node:path';
import { isObject, own, ownArray } from '../../../catalog/json.ts';
import { readIfPresent, writeAtomically } from '../../library/files.ts';
import type { SauceQuota } from './read-response.ts';

const shortWindow = 30_000;
const longWindow = 86_400_000;
/** Where nobody has said yet: what free accounts have. */
const usualShortLimit = 4;
/** When a quota is used up by others who share our address, we cannot know when it moves. */
const leastRest = 600_000;

/** How much of the daily quota there is. */
export interface QuotaLeft {
  /** Searches of ours in the last 24 hours. */
  readonly used: number;
  /** `null`: the site has not said yet. */
  readonly left: number | null;
}

/**
 * SauceNAO's quotas, kept from run to run: so many searches in 30 seconds, and so many in 24 hours. All times are
 * milliseconds since 1970.
 */
export class SauceQuotas {
  readonly #path: string;
  /** When we searched, in the last 24 hours; the earliest first. */
  #searches: number[];
  #quota: SauceQuota;

  private constructor(path: string, searches: number[], quota: SauceQuota) {
    this.#path = path;
    this.#searches = searches;
    this.#quota = quota;
  }

  /** A missing or damaged file costs a search, and no more. */
  static async open(state: string): Promise<SauceQuotas> {
    const path = join(state, 'saucenao.json');
    const kept = readKept((await readIfPresent(path)) ?? '{}');
    const searches = ownArray(kept, 'searches').filter((at) => typeof at === 'number');
    const quota = own(kept, 'quota');
    return new SauceQuotas(path, searches, isObject(quota) ? quota : {});
  }

  /** How long to wait before the next search, so that they are spread over the short window. */
  waitAt(now: number): number {
    const last = this.#searchesBy(now).at(-1);
    if (last === undefined) return 0;
    const { shortLimit = usualShortLimit, shortRemaining } = this.#quota;
    const gap = shortRemaining === 0 ? shortWindow : shortWindow / Math.max(1, shortLimit);
    return Math.max(0, last + gap - now);
  }

  /** Until when the daily quota is used up; `undefined`: there is something left. */
  usedUpUntil(now: number): number | undefined {
    const { longRemaining } = this.#quota;
    if (longRemaining === undefined || longRemaining > 0) return undefined;
    const until = this.#freeAt(now);
    return until > now ? until : undefined;
  }

  leftAt(now: number): QuotaLeft {
    const used = this.#searchesBy(now).filter((at) => at > now - longWindow).length;
    const isOver = this.usedUpUntil(now) === undefined && this.#quota.longRemaining === 0;
    return { used, left: isOver ? null : (this.#quota.longRemaining ?? null) };
  }

  async take(quota: SauceQuota, now: number): Promise<void> {
    this.#searches = [...this.#searchesBy(now).filter((at) => at > now - longWindow), now];
    this.#quota = { ...this.#quota, ...quota };
    await this.#save();
  }

  /** A quota is used up, whatever the figures say. */
  async useUp(window: 'short' | 'daily', now: number): Promise<number> {
    const used = window === 'daily' ? { longRemaining: 0 } : { shortRemaining: 0 };
    await this.take(used, now);
    return window === 'daily' ? Math.max(this.#freeAt(now), now + leastRest) : now + shortWindow;
  }

  /** The window moves on when the earliest search leaves it. */
  #freeAt(now: number): number {
    const [earliest = now] = this.#searchesBy(now);
    return earliest + longWindow;
  }

  /** When we searched, as a clock knows that has been set back since: not later than now. */
  #searchesBy(now: number): number[] {
    return this.#searches.map((at) => Math.min(at, now));
  }

  async #save(): Promise<void> {
    const kept = { searches: this.#searches, quota: this.#quota };
    await writeAtomically(this.#path, `${JSON.stringify(kept)}\n`);
  }
}

function readKept(text: string) {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
