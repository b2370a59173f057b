import { Buffer } from "node:buffer";

/** A request as the shop sees it. Faults may alter it before anything is read. */
export interface Call {
  /** The operationId, or what else was asked for. */
  operation: string;
  readonly method: string;
  readonly path: string;
  /** The variables of the path, still percent-encoded. */
  readonly variables: Record<string, string>;
  /** The pairs of the query in their order, still percent-encoded. */
  query: (readonly [name: string, value: string])[];
  /** By lower-case names. */
  readonly headers: Record<string, string | undefined>;
  readonly cookies: Record<string, string>;
  body: Buffer;
  /** How many requests for this operation there were before. */
  readonly earlier: number;
  /** Whose records it is about, once that is known. */
  tenant: string;
  scopes: readonly string[];
  expiresAt: number;
}

/** A response before it is on the wire: a value is sent as JSON, bytes and text as they are. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  type?: string;
  body?: unknown;
}

/** A request that is refused, with a problem as its body. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(status: number, detail: string, headers: Record<string, string> = {}) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }

  reply(): Reply {
    const { status, headers, message: detail } = this;
    const body = { type: "about:blank", title: titles[status] ?? "Error", status, detail };
    return { status, headers, type: "application/problem+json", body };
  }
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  412: "Precondition Failed",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  500: "Internal Server Error",
};

/** JSON whose long integers are exact: bigints are written as digits. */
export function toJson(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(toJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${toJson(member)}`).join(",")}}`;
}

const mark = "\u0000long:";

/** The value of a JSON text; integers of 16 digits and more become bigints. Throws a SyntaxError. */
export function fromJson(text: string): unknown {
  JSON.parse(text);
  const marked = text.replace(/"(?:\\.|[^"\\])*"|-?\d{16,}(?![\d.eE])/g, (found) =>
    found.startsWith('"') ? found : JSON.stringify(`${mark}${found}`),
  );
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

/** The bytes of a body, and the media type that goes with them. */
export function encode({ body, type }: Reply): { bytes: Buffer; type: string | undefined } {
  if (body === undefined) return { bytes: Buffer.alloc(0), type };
  if (Buffer.isBuffer(body)) return { bytes: body, type: type ?? "application/octet-stream" };
  if (typeof body === "string" && type !== undefined && !/json$/.test(type)) return { bytes: Buffer.from(body), type };
  return { bytes: Buffer.from(toJson(body)), type: type ?? "application/json" };
}
