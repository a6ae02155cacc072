/** A request that is refused: the status and what the caller may read of the reason. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** What else the answer says, beside the error. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.more = more;
  }
}
