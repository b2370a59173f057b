import type { ApiError } from "zoho-desk-client";

/** The API gives no more on this day. What was exported is kept; the same export goes on there later. */
export class DailyLimitError extends Error {
  override readonly name = "DailyLimitError";
  /** When the API may be asked again; undefined when it does not say. */
  readonly resumeAt: Date | undefined;

  constructor(cause: ApiError) {
    const resumeAt = cause.retryAfter === undefined ? undefined : new Date(Date.now() + cause.retryAfter);
    const when = resumeAt ? `after ${resumeAt.toISOString()}` : "tomorrow";
    super(`the API credits of the day are used up; run the same export again ${when}: it goes on where it stopped`, {
      cause,
    });
    this.resumeAt = resumeAt;
  }
}
