import type { Arguments } from "../core/description.ts";
import { isObject, memberAt } from "../core/json.ts";
import { oneLine, redactText, sentSecrets } from "../core/redact.ts";
import type { RawResult } from "../core/result.ts";
import type { Middleware, RawOptions, Transport } from "../core/transport.ts";
import { isNetworkFailure } from "../fetch/errors.ts";
import type { CallOptions } from "../request/operation.ts";
import { failureText, isApiError } from "../response/api-error.ts";
import { type ArgumentFault, argumentsIn, checkArguments, withStrings } from "./check-arguments.ts";
import {
  type AnyOperation,
  noSuchTool,
  operationOf,
  type ToolSet,
  toolNamed,
} from "./definitions.ts";
import type { SessionResults } from "./session-results.ts";
import {
  apiSession,
  rememberCall,
  type SessionId,
  type ToolCall,
  type ToolEnvelope,
  type ToolError,
  type ToolErrorKind,
} from "./session-results.ts";

/** What the call of a tool can set, beyond what any call can. */
export interface ToolOptions extends CallOptions {
  /** The session that the result belongs to, which is not a browser's. */
  readonly sessionId?: SessionId | undefined;
  /** Where the envelope is stored under the session. Left out: nowhere. */
  readonly results?: SessionResults | undefined;
  /** What adds addresses to the records of the result: `createLinks`. */
  readonly links?: ResultLinks | undefined;
}

/** A call of a tool: its name, and what a model gave as arguments. */
export interface ToolRequest {
  readonly name: string;
  readonly args: unknown;
  readonly options?: ToolOptions | undefined;
}

/** Adds addresses to the records of a result. */
export interface ResultLinks {
  withLinks(result: RawResult<unknown, unknown>): RawResult<unknown, unknown>;
  readonly operations: readonly string[];
}

/** What a call came to, before it is stored. */
type Outcome = Pick<ToolEnvelope, "tool_result" | "links" | "error"> & { readonly call: ToolCall };

/**
 * Calls a tool by its name, with arguments as a model gives them: an object, or its JSON text, of whose integers no
 * digit is lost. It never rejects: the envelope says what went wrong. Arguments that the tool does not have, that are
 * missing or that lost digits before they came are named, and nothing is sent.
 *
 * Throws (rejects with) a TypeError for a `sessionId` that is not valid, such as the state of a browser's session.
 */
export async function callTool(
  api: ToolSet,
  transport: Transport,
  { name, args, options = {} }: ToolRequest,
): Promise<ToolEnvelope> {
  const { sessionId, results, links, ...callOptions } = options;
  const session = sessionId === undefined ? null : apiSession(sessionId, api.sessionCookies);
  const { call, ...outcome } = await run(api, transport, {
    name,
    args,
    links,
    options: callOptions,
  });
  const envelope = rememberCall({ session_id: session, ...outcome }, call);
  if (!results || session === null) return envelope;
  try {
    await results.set(session, envelope);
    return envelope;
  } catch (error) {
    const unstored = toolError("storage", `the result is not stored: ${messageOf(error)}`);
    return rememberCall({ ...envelope, error: envelope.error ?? unstored }, call);
  }
}

async function run(
  api: ToolSet,
  transport: Transport,
  {
    name: wanted,
    args,
    links,
    options,
  }: {
    readonly name: string;
    readonly args: unknown;
    readonly links: ResultLinks | undefined;
    readonly options: CallOptions;
  },
): Promise<Outcome> {
  const name = toolNamed(api, String(wanted));
  const nothing: ToolCall = { tool: name ?? null, status: null, faults: [], given: [] };
  if (name === undefined)
    return failed(toolError("unknown-tool", noSuchTool(api, String(wanted))), nothing);
  const given = argumentsIn(args);
  if (!given)
    return failed(toolError("arguments", `${name}: the arguments are not a JSON object`), nothing);

  const operation = operationOf(api, name);
  const { parameters, body } = operation.description;
  const faults = checkArguments(api.tools[name]!.input, given, api.schemas).filter(
    (each) => !isExact(each, args, operation),
  );
  const call: ToolCall = { ...nothing, faults, given: pathsIn(given) };
  const refused = faults.filter(isRefused);
  if (refused.length > 0)
    return failed(toolError("arguments", `${name}: ${refused.map(textOfFault).join("; ")}`), call);

  const { transport: tracing, trace } = traced(transport);
  try {
    const result = await operation(
      tracing,
      ...(parameters || body ? [withStrings(given), options] : [options]),
    );
    const completed: ToolCall = { ...call, status: result.response.status };
    if (!result.response.ok) return failed(responseError(result.response, result.error), completed);
    return {
      ...enriched(
        result,
        links?.operations.includes(operation.description.name) ? links : undefined,
      ),
      call: completed,
    };
  } catch (error) {
    return failed(
      thrownError(error, { operation: operation.description.name, trace, signal: options.signal }),
      call,
    );
  }
}

function failed(error: ToolError, call: ToolCall): Outcome {
  return { tool_result: null, links: [], error, call };
}

/** The data of a result with links; without them where an identifier is missing, which the error names. */
function enriched(
  result: RawResult<unknown, unknown>,
  links: ResultLinks | undefined,
): Omit<Outcome, "call"> {
  try {
    const data = jsonOf((links?.withLinks(result) ?? result).data);
    return { tool_result: data, links: [...new Set(links ? addressesIn(data) : [])], error: null };
  } catch (error) {
    return {
      tool_result: jsonOf(result.data),
      links: [],
      error: toolError("links", messageOf(error)),
    };
  }
}

function addressesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(addressesIn);
  if (!isObject(value)) return [];
  const { portalUrl, data } = value;
  return [
    ...(typeof portalUrl === "string" ? [portalUrl] : []),
    ...(Array.isArray(data) ? data.flatMap(addressesIn) : []),
  ];
}

/** Data as JSON has it: a BigInt as a string, undefined as null. */
function jsonOf(data: unknown): unknown {
  const text = JSON.stringify(data, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  return text === undefined ? null : JSON.parse(text);
}

/**
 * Whether an integer of JSON text keeps its digits after all: a parameter is text on the wire, whatever its schema
 * says.
 */
function isExact(
  { kind, path }: ArgumentFault,
  args: unknown,
  { description }: AnyOperation,
): boolean {
  const isParameter = (description.parameters ?? []).some(
    ({ name, argument = name }) =>
      path.startsWith(argument) && /^(?:$|[.[])/.test(path.slice(argument.length)),
  );
  return kind === "lost-digits" && typeof args === "string" && isParameter;
}

/** What the API would not see, or would see as something else. Everything else is for the API to validate. */
function isRefused({ kind, path }: ArgumentFault): boolean {
  return kind === "lost-digits" || (kind !== "invalid" && !/[.[]/.test(path));
}

function textOfFault({ path, message }: ArgumentFault): string {
  return `the argument ${JSON.stringify(path.slice(0, 100))} ${message}`;
}

function pathsIn(args: Arguments): string[] {
  const names = Object.entries(args).flatMap(([name, value]) =>
    isObject(value)
      ? Object.keys(value).map((member) => `${name}.${member}`)
      : value === undefined
        ? []
        : [name],
  );
  return names.slice(0, 100);
}

/**
 * Where a call is. `writing`: its arguments are being written. `sending`: middleware and token providers run, or the
 * request is in flight. `reading`: there is a response.
 */
interface Trace {
  stage: "writing" | "sending" | "reading";
  /** What `fetch` threw: that alone, of this stage, is about the network. */
  fetchError?: unknown;
}

/** The transport, and a trace of how far a call through it has come: an error does not say who threw it. */
function traced(transport: Transport): { readonly transport: Transport; readonly trace: Trace } {
  const trace: Trace = { stage: "writing" };
  const { raw } = transport;
  // openapi-fetch tells middleware of the errors of `fetch` alone, and the last one first.
  const noteError: Middleware = {
    onError({ error }) {
      trace.fetchError = error;
    },
  };
  async function request(method: string, path: string, init: RawOptions = {}) {
    trace.stage = "sending";
    const result = await raw.request(method, path, {
      ...init,
      middleware: [...(init.middleware ?? []), noteError],
    });
    trace.stage = "reading";
    return result;
  }
  return { transport: { ...transport, raw: { ...raw, request } }, trace };
}

/** The errors of the runtime and of the platform by the names of their classes: a program may have several copies. */
const kinds: { readonly [name: string]: ToolErrorKind } = {
  AbortError: "aborted",
  AuthError: "token",
  ContentError: "unreadable",
  DeadlineError: "timeout",
  MissingScopeError: "scope",
  NetworkError: "network",
  TimeoutError: "timeout",
};

const longest = 500;

/** An error of a kind, with a message that holds no secrets. */
function toolError(kind: ToolErrorKind, message: string, more: Partial<ToolError> = {}): ToolError {
  return { kind, status: null, code: null, message: shownText(message), ...more };
}

/** Text as an assistant may see it: one line of at most 500 characters, without what looks like a secret. */
export function shownText(text: string): string {
  // Secrets are recognised by their surroundings, so the text is cut once they are gone.
  return redactText(oneLine(text.slice(0, 4 * longest))).slice(0, longest);
}

/** The error of a response that is not a 2xx one. */
function responseError(response: Response, body: unknown): ToolError {
  const { status, statusText } = response;
  const said = body instanceof Response ? "" : failureText(body, sentSecrets(response));
  return toolError("api", said || statusText || `the response has the status ${status}`, {
    status,
    code: codeIn(body),
  });
}

/** Why there is no response, or none that can be read. */
function thrownError(
  error: unknown,
  {
    operation,
    trace,
    signal,
  }: { operation: string; trace: Trace; signal: AbortSignal | null | undefined },
): ToolError {
  const { status, code, body } = (error ?? {}) as { readonly [member: string]: unknown };
  const known = kindOf(error, operation, trace);
  // A call is aborted with whatever reason its caller chose.
  const kind =
    known === "unexpected" && signal?.aborted && error === signal.reason ? "aborted" : known;
  const text = messageOf(error);
  const said =
    kind === "unexpected"
      ? `${operation}: this is not the API's error, the program around the client threw it: ${text}`
      : text;
  return toolError(kind, said, {
    // The status of an AuthError is another server's.
    status: (kind === "api" || kind === "unreadable") && typeof status === "number" ? status : null,
    code: kind === "api" ? codeIn(body) : codeOf(code),
  });
}

/** The message of what was thrown. */
function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  return typeof message === "string" && message !== "" ? message : String(error);
}

function kindOf(error: unknown, operation: string, { stage, fetchError }: Trace): ToolErrorKind {
  const { name, code, message } = (error ?? {}) as { readonly [member: string]: unknown };
  if (isApiError(error)) return "api";
  // It may be the token endpoint that cannot be reached.
  if (name === "AuthError" && code === "unreachable") return "network";
  if (typeof name === "string" && Object.hasOwn(kinds, name)) return kinds[name]!;
  const isOfFetch = stage === "reading" || (fetchError !== undefined && error === fetchError);
  if (isOfFetch && isNetworkFailure(error)) return "network";
  // Path and query are written while the request is made, with errors that name the operation.
  const isOfArguments =
    stage === "writing" || (stage === "sending" && String(message).startsWith(`${operation}: `));
  return isOfArguments && (name === "TypeError" || name === "URIError")
    ? "arguments"
    : "unexpected";
}

/** The code in the body of an error, in the usual places. */
function codeIn(body: unknown): string | null {
  const inner = memberAt(body, ["error"]);
  const codes = ["errorCode", "error_code", "code"].flatMap((field) =>
    [body, inner].map((at) => memberAt(at, [field])),
  );
  return codeOf(
    [...codes, inner].find((each) => typeof each === "string" || typeof each === "number"),
  );
}

/** A code as it may be shown: a word or a number. */
function codeOf(code: unknown): string | null {
  const text = typeof code === "string" || typeof code === "number" ? String(code) : "";
  return /^[\w.-]{1,64}$/.test(text) ? text : null;
}
