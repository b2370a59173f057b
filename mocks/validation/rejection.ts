import type { Violation } from "./violation.ts";

/** Problem details (RFC 9457) for a request that breaks the document, as Prism's users know them. */
export interface Rejection {
  readonly type: string;
  readonly title: string;
  readonly status: 400 | 415 | 422;
  readonly detail: string;
  readonly validation: readonly Violation[];
}

/** What HTTP itself could not read. */
const malformed: ReadonlySet<string> = new Set(["form", "json", "percent-encoding", "xml"]);

/** What a body is that the operation does not take (RFC 9110, section 15.5.16). */
const wrongContent: ReadonlySet<string> = new Set(["media-type", "undescribed"]);

/**
 * The response to a request with these violations: 415 for content that is not described, 400 for what cannot be read,
 * else 422; undefined without an error.
 */
export function rejectionOf(violations: readonly Violation[]): Rejection | undefined {
  const validation = violations.filter(({ severity }) => severity === "Error");
  const [first] = validation;
  if (first === undefined) return undefined;
  const detail = validation.length === 1 ? first.message : `${first.message}, and ${validation.length - 1} more`;
  if (validation.some(({ code, location }) => location.length === 2 && wrongContent.has(code))) {
    return { type: "INVALID_CONTENT_TYPE", title: "Invalid content type", status: 415, detail, validation };
  }
  if (validation.some(({ code }) => malformed.has(code))) {
    return { type: "BAD_REQUEST", title: "Malformed request", status: 400, detail, validation };
  }
  return { type: "UNPROCESSABLE_ENTITY", title: "Invalid request", status: 422, detail, validation };
}
