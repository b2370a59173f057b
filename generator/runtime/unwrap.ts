import { ApiError } from "./api-error.ts";
import type { Result } from "./result.ts";

/**
 * The data of a result, or of a promise of one. Throws (rejects with) an ApiError when the response was not a 2xx one.
 * Works on the results of the raw client too.
 */
export function unwrap<Data>(result: PromiseLike<Result<Data, unknown>>): Promise<Data>;
export function unwrap<Data>(result: Result<Data, unknown>): Data;
export function unwrap<Data>(result: Result<Data, unknown> | PromiseLike<Result<Data, unknown>>): Data | Promise<Data> {
  if ("then" in result) return Promise.resolve(result).then((settled) => unwrap(settled));
  const { data, error, response } = result;
  if (!response.ok) throw new ApiError(response, error);
  return data as Data;
}
