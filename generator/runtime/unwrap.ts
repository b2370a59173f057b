import { operationNames, type Result } from "./result.ts";

/** A response that was not a 2xx one, thrown by `unwrap`. */
export class ResponseError extends Error {
  override readonly name: string = "ResponseError";
  /** The operation's public name; undefined for a response that the raw client got. */
  readonly operation: string | undefined;
  /** The HTTP status. */
  readonly status: number;
  /** The response's body as it was parsed; undefined when it is empty. */
  readonly body: unknown;
  readonly response: Response;

  constructor(response: Response, body: unknown) {
    const operation = operationNames.get(response);
    super(`${operation ?? response.url}: ${response.status} ${response.statusText}`.trim());
    this.operation = operation;
    this.status = response.status;
    this.body = body === response ? undefined : body;
    this.response = response;
  }
}

/**
 * The data of a result, or of a promise of one. Throws (rejects with) a ResponseError when the response was not a 2xx
 * one. Works on the results of the raw client too.
 */
export function unwrap<Data>(result: PromiseLike<Result<Data, unknown>>): Promise<Data>;
export function unwrap<Data>(result: Result<Data, unknown>): Data;
export function unwrap<Data>(result: Result<Data, unknown> | PromiseLike<Result<Data, unknown>>): Data | Promise<Data> {
  if ("then" in result) return Promise.resolve(result).then((settled) => unwrap(settled));
  const { data, error, response } = result;
  if (!response.ok) throw new ResponseError(response, error);
  return data as Data;
}
