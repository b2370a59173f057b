import type { ResponseRule } from "../control/response-rule.ts";
import type { Responder, ScriptedResponse, When } from "../control/response-types.ts";

type Arguments = Readonly<Record<string, unknown>>;

/**
 * What `respond` was called with as data. Bytes go as Base64, a BigInt as its digits.
 *
 * @throws {TypeError} when it is not data: a function, a matcher of a test library, a form.
 */
export async function ruleOf(
  operation: string,
  responder: Responder<Arguments, ScriptedResponse>,
  { when, ...rest }: When<Arguments> = {},
): Promise<ResponseRule> {
  if (typeof responder === "function") throw notData("a function that responds");
  if (typeof when === "function") throw notData("a function that matches");
  const { body, ...response } = responder;
  const bytes = await bytesOf(body);
  return {
    ...{ operation, ...response, ...rest },
    ...(when !== undefined && { when: dataOf(when) as Arguments }),
    ...(bytes === undefined ? body !== undefined && { body: dataOf(body) } : { base64: bytes.toString("base64") }),
  };
}

async function bytesOf(body: unknown): Promise<Buffer | undefined> {
  if (body instanceof Blob) return Buffer.from(await body.arrayBuffer());
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  return ArrayBuffer.isView(body) ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : undefined;
}

function dataOf(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "function" || typeof value === "symbol") throw notData(`a ${typeof value}`);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(dataOf);
  if (value instanceof Date) return value.toJSON();
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw notData(value instanceof FormData ? "a form" : "a matcher, or another object that is not JSON,");
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, dataOf(child)]));
}

function notData(what: string): TypeError {
  return new TypeError(
    `${what} cannot be carried to a mock in another process; give data, or start the mock in this one`,
  );
}
