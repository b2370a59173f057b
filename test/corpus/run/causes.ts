import type { Call } from "./round-trip.ts";

/** Why a call did not come round. */
export interface Cause {
  /** `response`: what came back is not what the document says; `call`: anything before. */
  readonly kind: "call" | "response";
  /** Without names of the document, so that what failed alike is counted together. */
  readonly cause: string;
  readonly detail: string;
}

/** Why a call did not come round; undefined where it did. */
export function causeOf(made: Call): Cause | undefined {
  return clientFault(made) ?? routeFault(made) ?? requestFault(made) ?? responseFault(made);
}

function clientFault({ thrown, seen, given }: Call): Cause | undefined {
  if (thrown === undefined) return undefined;
  const message = messageOf(thrown);
  if (seen === undefined || (seen.status === 200 && /has no value/.test(message)))
    return {
      kind: "call",
      cause: `client throws before it sends: ${withoutNames(message)}`,
      detail: `${message} ${shown(given.values)}`,
    };
  return { kind: "response", cause: `client cannot read: ${withoutNames(message)}`, detail: message };
}

function routeFault({ operation, seen, result }: Call): Cause | undefined {
  if (seen === undefined)
    return { kind: "call", cause: `no request came: ${result?.status}`, detail: String(result?.response.url) };
  const found = seen.operation;
  if (found === undefined && seen.violations.length === 0 && isToken(operation.path))
    return {
      kind: "call",
      cause: "the mock's own OAuth endpoint responds",
      detail: `${seen.method} ${seen.url} ${seen.status}`,
    };
  if (found === undefined)
    return {
      kind: "call",
      cause: `route: ${seen.violations[0]?.code ?? `status ${seen.status}`}${pathKind(operation.path)}`,
      detail: `${seen.method} ${seen.url} ${seen.violations[0]?.message ?? ""}`,
    };
  if (found.method === operation.method && found.path === operation.path) return undefined;
  if (withoutVariables(found.path) === withoutVariables(operation.path))
    return {
      kind: "call",
      cause: "route: two paths of the document differ only in the names of variables",
      detail: `${operation.path} and ${found.path}`,
    };
  return {
    kind: "call",
    cause: `route: another operation${pathKind(operation.path)}`,
    detail: `${seen.method} ${seen.url} went to ${found.method} ${found.path}`,
  };
}

function requestFault({ given, seen, result, statuses }: Call): Cause | undefined {
  // what the mock only warns of, such as a deprecated operation, it does not refuse
  const first = seen?.violations.find(({ location, severity }) => location[0] === "request" && severity === "Error");
  if (first !== undefined) {
    const doubt = given.doubts.length > 0 ? "no valid argument found: " : "";
    return {
      kind: "call",
      cause: `${doubt}refused: ${first.location[1]} ${first.code}`,
      detail: `${first.location.join(".")}: ${first.message}; ${seen?.url} ${given.doubts.join("; ")} ${shown(given.values)}`,
    };
  }
  const status = result?.status ?? seen?.status ?? 0;
  if (status === 401 || status === 403) {
    if (isDescribedAlone(statuses, status)) return undefined;
    return { kind: "call", cause: `access: ${status}`, detail: shown(result?.error) };
  }
  if (status >= 500 && !statuses.includes(String(status)))
    return { kind: "call", cause: `mock fails: ${status}`, detail: shown(result?.error) };
  return undefined;
}

function responseFault({ seen, result, statuses }: Call): Cause | undefined {
  const violations = seen?.violations.filter(({ location }) => location[0] === "response") ?? [];
  const first = violations.find(({ severity }) => severity === "Error");
  if (first !== undefined)
    return {
      kind: "response",
      cause: `response: ${first.location[1] ?? "status"} ${first.code}`,
      detail: `${first.location.join(".")}: ${first.message}`,
    };
  if (result === undefined) return undefined;
  const { status, response, data, error } = result;
  const isSuccess = status >= 200 && status < 300;
  if (!isSuccess && statuses.some((each) => /^2/.test(each)))
    return { kind: "response", cause: `answered ${status} although 2xx is described`, detail: shown(error) };
  if (isSuccess !== (error === undefined))
    return { kind: "response", cause: `status ${status} and ${error === undefined ? "no" : "an"} error`, detail: "" };
  const hasBody = (response.headers.get("content-length") ?? "0") !== "0";
  if (isSuccess && hasBody && data === undefined && seen?.method !== "HEAD")
    return { kind: "response", cause: "the body was not read", detail: response.headers.get("content-type") ?? "" };
  return undefined;
}

function isDescribedAlone(statuses: readonly string[], status: number): boolean {
  return statuses.includes(String(status)) && !statuses.some((each) => /^2/.test(each));
}

function withoutVariables(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, "{}");
}

function isToken(path: string): boolean {
  return /oauth|token|authori[sz]e|auth|login|connect|revoke|session/i.test(path);
}

/** What is unusual about a path, for a path that was not found. */
function pathKind(path: string): string {
  if (path.includes("#")) return ", path with a fragment";
  if (path.includes("?")) return ", path with a query";
  return path.includes("//") ? ", path with an empty segment" : "";
}

function messageOf(thrown: unknown): string {
  const { cause } = thrown as { cause?: unknown };
  return `${String(thrown)}${cause === undefined ? "" : `: ${String(cause)}`}`.slice(0, 400);
}

function withoutNames(message: string): string {
  const code = /\b(?:UND_ERR_\w+|ECONN\w+|ERR_\w+)/.exec(message)?.[0];
  if (code !== undefined) return `the network failed, ${code}`;
  return message
    .replace(/^\w*Error: /, "")
    .replace(/^[\p{L}\p{N}_$]+: /u, "")
    .replace(/"[^"]*"|`[^`]*`|\{[^}]*\}|[^\s:]*\/[^\s:]*/g, "…")
    .slice(0, 100);
}

function shown(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? "").slice(0, 300);
  } catch {
    return String(value).slice(0, 300);
  }
}
