import type { JsonObject } from '../../catalog/json.ts';
import type { Descriptor } from './descriptor.ts';
import type { NetworkWish, Provider } from './network.ts';

/** The first thing that the tagging process is told: the model that it is for. */
export interface LoadRequest {
  readonly kind: 'load';
  readonly folder: string;
  readonly descriptor: Descriptor;
  readonly wish: NetworkWish;
  readonly store: number;
  readonly thresholds: readonly (readonly [category: string, least: number])[];
  /** Pixels of one frame that may be decoded. */
  readonly pixels: number;
}

/** A picture to be tagged: a path goes over, predictions come back. */
export interface TagRequest {
  readonly kind: 'tag';
  readonly id: number;
  readonly path: string;
}

export type TaggerRequest = LoadRequest | TagRequest;

export type TaggerReply =
  | {
      readonly kind: 'loaded';
      readonly provider: Provider;
      readonly labels: number;
      /** When the model's first run can begin, and how long loading took, in milliseconds. */
      readonly milliseconds: number;
    }
  /** The model cannot be used at all. */
  | { readonly kind: 'unusable'; readonly reason: string }
  | {
      readonly kind: 'tagged';
      readonly id: number;
      /** As a record holds them. */
      readonly predictions: JsonObject;
      /** Spent inside the model's run. */
      readonly milliseconds: number;
    }
  /** This picture cannot be tagged. */
  | { readonly kind: 'refused'; readonly id: number; readonly reason: string };
