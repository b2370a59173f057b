import { ProblemJsonError } from "./problem.ts";

/** What a request gets that is refused by one. */
export const preconditionFailed = new ProblemJsonError(
  { type: "PRECONDITION_FAILED", title: "Precondition failed", status: 412 },
  "What is there is not what If-Match or If-None-Match says.",
);

/** Whether a request has one of the preconditions of RFC 9110, sections 13.1.1 and 13.1.2. */
export function hasPrecondition(headers: Readonly<Record<string, string>>): boolean {
  return headers["if-match"] !== undefined || headers["if-none-match"] !== undefined;
}

/** Whether `If-Match`, where it is there, fails for what has this tag; undefined: there is nothing. */
export function failsIfMatch(
  { "if-match": header }: Readonly<Record<string, string>>,
  tag: string | undefined,
): boolean {
  if (header === undefined) return false;
  if (tag === undefined) return true;
  return header.trim() !== "*" && (tag.startsWith("W/") || !tagsIn(header).includes(tag));
}

/** The same of `If-None-Match`, for a request that changes something. */
export function failsIfNoneMatch(
  { "if-none-match": header }: Readonly<Record<string, string>>,
  tag: string | undefined,
): boolean {
  if (header === undefined || tag === undefined) return false;
  return header.trim() === "*" || tagsIn(header).some((one) => one.replace(/^W\//, "") === tag.replace(/^W\//, ""));
}

function tagsIn(header: string): readonly string[] {
  return header.match(/(?:W\/)?"[^"]*"/g) ?? [];
}
