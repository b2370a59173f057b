import { ProblemJsonError } from "@stoplight/prism-http/dist/types.js";
import type { MockResponse } from "./response.ts";

// Prism's index would load all of Prism, before anybody requested a response.
export { ProblemJsonError };

/** A request that HTTP or its media type does not allow: status 400. */
export function badRequest(title: string, detail: string): ProblemJsonError {
  return ProblemJsonError.fromTemplate({ type: "BAD_REQUEST", title, status: 400 }, detail);
}

/** Problem details (RFC 9457) for whatever went wrong; 500 when nothing is known of it. */
export function problem(error: unknown): MockResponse {
  const cause = error instanceof Error ? error : new Error(String(error));
  const { headers, ...details } = ProblemJsonError.toProblemJson(cause) as ReturnType<
    typeof ProblemJsonError.toProblemJson
  > & {
    headers?: Record<string, string>;
  };
  return {
    status: details.status,
    headers: [["content-type", "application/problem+json"], ...Object.entries(headers ?? {})],
    body: JSON.stringify(details),
  };
}
