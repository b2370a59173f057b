import { codingsIn, decodeContent, isKnownCoding, mostCodings } from "../http/content-coding.ts";
import { ProblemJsonError } from "../http/problem.ts";
import { acceptedCodings } from "../validation/rejection.ts";

/** A request's body that its content codings cannot be taken off. */
export class UndecodableError extends ProblemJsonError {
  readonly code: "content-coding" | "encoded-bytes" | "too-large";

  constructor(
    code: UndecodableError["code"],
    { status, title, detail }: { readonly status: number; readonly title: string; readonly detail: string },
    headers?: Readonly<Record<string, string>>,
  ) {
    super({ type: code.toUpperCase().replace("-", "_"), title, status }, detail, headers && { headers });
    this.code = code;
  }
}

/**
 * Takes the content codings (RFC 9110, section 8.4) off a body, as far as the limit.
 *
 * @throws {UndecodableError} 415 where one is not known or there are too many, 400 where the bytes are not in it, 413
 * beyond the limit.
 */
export async function decodeRequest(bytes: Buffer, coding: string, limit: number): Promise<Buffer> {
  const names = codingsIn(coding);
  const unknown = names.find((name) => !isKnownCoding(name));
  if (unknown !== undefined || names.length > mostCodings) {
    const detail =
      unknown === undefined
        ? `A body may have ${mostCodings} content codings.`
        : `The content coding ${unknown.slice(0, 50)} is not known; send ${acceptedCodings} or none.`;
    const headers = { "accept-encoding": acceptedCodings };
    throw new UndecodableError("content-coding", { status: 415, title: "Unsupported content coding", detail }, headers);
  }
  const decoded = await decodeContent(bytes, coding, limit);
  if (decoded === "too-large") {
    const detail = `A request body may have ${limit} bytes without its content coding.`;
    throw new UndecodableError("too-large", { status: 413, title: "Request body too large", detail });
  }
  if (decoded !== "undecodable") return decoded;
  const detail = `The body is not in its content coding, ${coding.slice(0, 50)}.`;
  throw new UndecodableError("encoded-bytes", { status: 400, title: "Malformed request", detail });
}
