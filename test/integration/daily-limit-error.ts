import type { ApiError } from "zoho-desk-client";

/** The API gives no more on this day. What was exported is kept; the same export goes on there later. */
export class DailyLimitError extends Error {
  override readonly name = "DailyLimitError";
  /** When the API may be asked again; undefined when it does not say. */
  readonly resumeAt: Date | undefined;

  constructor(cause: ApiError) {
    const resumeAt = retryAt(cause.response.headers.get("Retry-After"));
    const when = resumeAt ? `after ${resumeAt.toISOString()}` : "tomorrow";
    super(`the API credits of the day are used up; run the same export again ${when}: it goes on where it stopped`, {
      cause,
    });
    this.resumeAt = resumeAt;
  }
}

/** When a `Retry-After` header says that it is time: seconds from now, or a date (RFC 9110, section 10.2.3). */
function retryAt(header: string | null): Date | undefined {
  if (header === null) return undefined;
  const date = /^\d+$/.test(header) ? new Date(Date.now() + Number(header) * 1000) : new Date(header);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
