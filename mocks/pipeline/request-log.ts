import type { MockOperation } from "../document/operations.ts";
import type { Redaction } from "../http/redact.ts";
import type { MockResponse } from "../http/response.ts";
import type { Violation } from "../validation/violation.ts";
import type { Exchange } from "./exchange.ts";
import { createJournal, cutBody, type Journal, type JournalLimits, journalDefaults, type KeptBody } from "./journal.ts";
import { createKeptResponses, type KeptResponses } from "./kept-responses.ts";
import { type CheckedAccess, checkedAccess, type Reason, reasonOf } from "./reason.ts";
import { type SentResponse, sentResponse } from "./sent-response.ts";

/** A request as the mock keeps and logs it. Credentials are replaced by `[redacted]`. */
export interface RequestLogEntry {
  /** The number of the request, from 1; none is given twice. */
  readonly id: number;
  /** When it had been responded to, in milliseconds since 1970. */
  readonly time: number;
  readonly method: string;
  /** Path and query as they were sent, credentials redacted. */
  readonly url: string;
  /** The path alone, percent-encoded as it was sent. */
  readonly path: string;
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The operation that responded; undefined when no path or method matched. */
  readonly operation: MockOperation | undefined;
  /**
   * The decoded arguments under the names that the client has for them, as far as the request came; a body as it was
   * sent, secrets and all.
   */
  readonly arguments: Readonly<Record<string, unknown>>;
  /**
   * Of a body beyond the journal's limit, of which `arguments` have the beginning alone: the length and the SHA-256
   * digest, in hexadecimal digits, of all of it.
   */
  readonly cutBody?: KeptBody["cut"];
  /** How the request and its response break the document; `location` starts with `request` or `response`. */
  readonly violations: readonly Violation[];
  /** The faults that were made on purpose. */
  readonly faults: readonly string[];
  /** Why it got this response; left out of a request that the mock sent itself. */
  readonly reason?: Reason;
  /** What was found out about its access; left out where that was not checked, or no token of the mock came. */
  readonly access?: CheckedAccess;
  /**
   * What was sent back, as long as the journal has room for it; undefined for a request that the mock sent itself. It
   * is no own member of an entry, and so in no log.
   */
  readonly response?: SentResponse | undefined;
  /** Of a request that the mock sent itself: the name of the callback, or of the webhook, in the document. */
  readonly callback?: string;
  readonly webhook?: string;
  /** 0 when the connection was reset instead of a response. */
  readonly status: number;
  /** Milliseconds from the request's headers to its response. */
  readonly duration: number;
}

/** A request that the mock sent itself. */
export interface SentEntry
  extends Pick<
    RequestLogEntry,
    "callback" | "duration" | "headers" | "method" | "status" | "url" | "violations" | "webhook"
  > {
  readonly body: string | Buffer | undefined;
}

/** The latest requests. */
export interface RequestLog {
  add(exchange: Exchange, response: MockResponse, duration: number): void;
  /** Adds a request that the mock sent itself. */
  addSent(entry: SentEntry): void;
}

/** Where requests are written down. */
export interface RequestLogOptions {
  /** Called for each of them. */
  readonly log?: ((entry: RequestLogEntry) => void) | undefined;
  /** Default: one that nobody sees. */
  readonly journal?: Journal<RequestLogEntry>;
  readonly limits?: Partial<JournalLimits> | undefined;
  /** Default: those of this log alone. */
  readonly responses?: KeptResponses;
}

/** Keeps the latest requests in the journal, and hands each to `log`. */
export function createRequestLog(
  redaction: Redaction,
  { log, journal = createJournal(), limits: given, responses = createKeptResponses() }: RequestLogOptions = {},
): RequestLog {
  const limits = { ...journalDefaults, ...given };
  const { bodyBytes } = limits;
  const kept: Pick<RequestLogEntry, "reason" | "response"> = {
    get response() {
      const response = responses.of(this);
      return response && sentResponse(response, { redaction, reason: this.reason, bodyBytes });
    },
  };
  const keep = (unnumbered: Omit<RequestLogEntry, "id" | "response" | "time">, response?: MockResponse) => {
    const numbered = { id: journal.added + 1, time: Date.now(), ...unnumbered };
    const entry = Object.assign(Object.create(kept) as Pick<RequestLogEntry, "response">, numbered);
    if (response !== undefined) responses.keep(entry, response);
    journal.add(entry, limits);
    log?.(entry);
  };
  return {
    addSent({ body, url, headers: given, ...sent }) {
      const path = URL.canParse(url) ? new URL(url).pathname : url;
      const kept = body === undefined ? undefined : cutBody(Buffer.from(body), body, limits);
      const args = body === undefined ? {} : { body: kept?.start ?? String(body) };
      const headers = redaction.headers(given);
      const entry = { ...sent, url: redaction.url(url), path, headers, operation: undefined, faults: [] };
      keep({ ...entry, arguments: args, ...(kept && { cutBody: kept.cut }) });
    },
    add(exchange, response, duration) {
      const { method, target, headers, operation, variables, violations, faults, bodyName = "" } = exchange;
      const access = exchange.access && checkedAccess(exchange.access);
      const path = redaction.path(exchange.path, variables);
      const kept = exchange.sentBody && cutBody(exchange.sentBody, exchange.body, limits);
      const args = redaction.arguments(exchange.arguments, exchange.secretArguments);
      const entry = {
        method,
        url: path + redaction.url(target.slice(exchange.path.length)),
        path,
        headers: redaction.headers(headers),
        operation: operation?.publicPart,
        arguments: kept && Object.hasOwn(args, bodyName) ? { ...args, [bodyName]: kept.start } : args,
        ...(kept && { cutBody: kept.cut }),
        violations,
        faults,
        reason: reasonOf(exchange.reason, response),
        ...(access && { access }),
        status: response.status,
        duration,
      };
      keep(entry, response);
    },
  };
}
