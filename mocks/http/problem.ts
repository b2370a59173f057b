import type { MockResponse } from "./response.ts";

/** What all problems of one kind have in common. */
export interface ProblemTemplate {
  /** The end of the URI that names the kind. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
}

/** Members of a problem beside those of its kind; `headers` become those of the response. */
export type FurtherMembers = Readonly<Record<string, unknown>>;

/**
 * An error that is a response: problem details (RFC 9457) of the kinds that Prism's users know. Prism, which is given
 * this class, throws it too.
 */
export class ProblemJsonError extends Error {
  readonly status: number;
  readonly detail: string;
  readonly additional: FurtherMembers | undefined;

  constructor({ type, title, status }: ProblemTemplate, detail = "", additional?: FurtherMembers) {
    super(title);
    this.name = `https://stoplight.io/prism/errors#${type}`;
    this.status = status;
    this.detail = detail;
    this.additional = additional;
  }

  /** What Prism calls. */
  static fromTemplate(template: ProblemTemplate, detail?: string, additional?: FurtherMembers): ProblemJsonError {
    return new ProblemJsonError(template, detail, additional);
  }
}

/** A request that HTTP or its media type does not allow: status 400. */
export function badRequest(title: string, detail: string): ProblemJsonError {
  return new ProblemJsonError({ type: "BAD_REQUEST", title, status: 400 }, detail);
}

/**
 * Problem details (RFC 9457) for whatever went wrong; 500 when nothing is known of it. An error of another room may
 * have them as `problem`.
 */
export function problem(error: unknown): MockResponse {
  const {
    name,
    message,
    status,
    detail,
    additional,
    problem: own,
  } = (error instanceof Error ? error : new Error(String(error))) as Error &
    Partial<ProblemJsonError & { readonly problem: object | undefined }>;
  const { headers, ...details } = {
    type: name && name !== "Error" ? name : "https://stoplight.io/prism/errors#UNKNOWN",
    title: message,
    status: status || 500,
    detail: detail || "",
    ...additional,
    ...own,
  } as { readonly status: number; readonly headers?: Readonly<Record<string, string>> };
  return {
    status: details.status,
    headers: [["content-type", "application/problem+json"], ...Object.entries(headers ?? {})],
    body: JSON.stringify(details),
  };
}
