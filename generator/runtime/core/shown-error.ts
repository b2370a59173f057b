/** An error whose members may be logged as they are. */
export class ShownError<Members extends object> extends Error {
  constructor(message: string, members: Members, options?: ErrorOptions) {
    super(message, options);
    Object.assign(this, members);
  }

  /** What may be logged. */
  toJSON(): Record<string, unknown> {
    const { name, message } = this;
    return { name, message, ...(this as object) };
  }
}
