import { ResponseError } from "./response-error.ts";
import type { Result } from "./result.ts";

/**
 * The data of a result, or of a promise of one; throws (rejects with) a ResponseError when the response was not a 2xx
 * one. Works on the results of the raw client too.
 */
export function unwrap<Data>(result: PromiseLike<Result<Data, unknown>>): Promise<Data>;
export function unwrap<Data>(result: Result<Data, unknown>): Data;
export function unwrap<Data>(
  result: Result<Data, unknown> | PromiseLike<Result<Data, unknown>>,
): Data | Promise<Data> {
  if ("then" in result) return Promise.resolve(result).then((settled) => unwrap(settled));
  const { data, error, response } = result;
  if (!response.ok) throw new ResponseError(response, error, `${response.status} ${response.statusText}`.trim());
  return data as Data;
}
