import type { Violation } from "./violation.ts";

/** Problem details (RFC 9457) for a request that breaks the document, as Prism's users know them. */
export interface Rejection {
  readonly type: string;
  readonly title: string;
  readonly status: 400 | 413 | 415 | 422;
  readonly detail: string;
  readonly validation: readonly Violation[];
  /** What the response says beside it. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The content codings that a request may have, as `Accept-Encoding` of a 415 lists them (RFC 9110, section 12.5.3). */
export const acceptedCodings = "gzip, deflate, br";

/** What HTTP itself could not read. */
const malformed: ReadonlySet<string> = new Set(["encoded-bytes", "form", "json", "percent-encoding", "xml"]);

/** What a body is that the operation does not take (RFC 9110, section 15.5.16). */
const wrongContent: ReadonlySet<string> = new Set(["media-type", "undescribed"]);

/**
 * The response to a request with these violations: 415 for content that is not described, 413 for what unpacks beyond
 * the limit, 400 for what cannot be read, else 422; undefined without an error.
 */
export function rejectionOf(violations: readonly Violation[]): Rejection | undefined {
  const validation = violations.filter(({ severity }) => severity === "Error");
  const [first] = validation;
  if (first === undefined) return undefined;
  const detail = validation.length === 1 ? first.message : `${first.message}, and ${validation.length - 1} more`;
  if (validation.some(({ code }) => code === "content-coding")) {
    const headers = { "accept-encoding": acceptedCodings };
    const kind = { type: "UNSUPPORTED_CONTENT_CODING", title: "Unsupported content coding", status: 415 } as const;
    return { ...kind, detail, validation, headers };
  }
  if (validation.some(({ code }) => code === "too-large")) {
    return { type: "PAYLOAD_TOO_LARGE", title: "Request body too large", status: 413, detail, validation };
  }
  if (validation.some(({ code, location }) => location.length === 2 && wrongContent.has(code))) {
    return { type: "INVALID_CONTENT_TYPE", title: "Invalid content type", status: 415, detail, validation };
  }
  if (validation.some(({ code }) => malformed.has(code))) {
    return { type: "BAD_REQUEST", title: "Malformed request", status: 400, detail, validation };
  }
  return { type: "UNPROCESSABLE_ENTITY", title: "Invalid request", status: 422, detail, validation };
}
