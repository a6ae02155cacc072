import { reasonOf, systemCodeOf } from './files.ts';

/** What went wrong in a thread, as it can be sent: an error comes from there without its code. */
export interface ThreadFailure {
  readonly kind: 'failed';
  readonly message: string;
  /** The system's name of the failure, where it is the system's. */
  readonly code: string | undefined;
  readonly error: unknown;
}

export function threadFailure(error: unknown): ThreadFailure {
  return { kind: 'failed', message: reasonOf(error), code: systemCodeOf(error), error };
}

/** The error to be thrown here. */
export function errorOfThread({ message, code, error }: ThreadFailure): unknown {
  return code === undefined ? error : Object.assign(new Error(message, { cause: error }), { code });
}
