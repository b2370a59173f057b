import type { Request } from "../exchange.ts";

/** Requests to both servers, started with the same arguments. */
export interface Setup {
  readonly name: string;
  readonly args: readonly string[];
  readonly requests: readonly Request[];
  /** Whether some of them are enough for a run in a few seconds. */
  readonly isBrief?: boolean;
}

/** A GET with these headers. */
export function get(target: string, headers: Request["headers"] = {}): Request {
  return { target, headers };
}

/** A request with a JSON body. */
export function json(method: string, target: string, body: unknown, headers: Request["headers"] = {}): Request {
  return {
    method,
    target,
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

/** A request with a body of a media type. */
export function post(target: string, mediaType: string, body: string): Request {
  return { method: "POST", target, headers: { "content-type": mediaType }, body };
}

/** Each target with each of the headers. */
export function crossed(targets: readonly string[], headers: readonly Request["headers"][]): Request[] {
  return targets.flatMap((target) => headers.map((each) => get(target, each)));
}
