import { isObject, setOwn } from "../../../generator/document/json.ts";
import type { Holder } from "../options.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";

/** The body of a call: a value that its media type is written of, or bytes as they are. */
export type CallBody =
  | { readonly mediaType: string; readonly value: unknown }
  | { readonly mediaType: string | undefined; readonly bytes: Uint8Array };

/** A request to an operation by what it says, before it is written. */
export interface Call {
  readonly operation: TestedOperation;
  /** By place and name: `query limit`. */
  readonly arguments: ReadonlyMap<string, unknown>;
  readonly body?: CallBody;
  readonly accept?: string;
  /** Sent as they are, in the place of what is written otherwise. */
  readonly headers?: ReadonlyMap<string, string>;
  /** `nobody`: without any credentials; `unknown`: with some that nobody has issued. */
  readonly holder: Holder | { readonly kind: "nobody" } | { readonly kind: "unknown" };
  /** Which alternative of the operation's security is taken. Default: the first for which there are credentials. */
  readonly alternative?: number;
  /** Whether all that its path names is known to exist. */
  readonly isPlaced: boolean;
  /** The address that the server gave for it, in the place of that which is written of its arguments. */
  readonly href?: string;
  /** Another method than that of its operation, such as HEAD for GET. */
  readonly method?: string;
}

/** The same call with another argument, or without it where the value is undefined. */
export function withArgument(call: Call, key: string, value: unknown): Call {
  const changed = new Map(call.arguments);
  if (value === undefined) changed.delete(key);
  else changed.set(key, value);
  return { ...call, arguments: changed };
}

/** The same call with another value as its body. */
export function withBody(call: Call, value: unknown): Call {
  const { body, ...others } = call;
  if (value === undefined) return others;
  return { ...others, body: { mediaType: body?.mediaType ?? "application/json", value } };
}

/** A copy of a value with another one at a path, or without what is there where that is undefined. */
export function withValueAt(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole)) {
    const items = [...(whole as unknown[])];
    const index = Number(key);
    const changed = withValueAt(items[index], rest, value);
    if (changed === undefined) items.splice(index, 1);
    else items[index] = changed;
    return items;
  }
  const copy = {};
  const members = isObject(whole) ? Object.entries(whole) : [];
  for (const [name, member] of members) if (name !== key) setOwn(copy, name, member);
  const own = members.find(([name]) => name === key)?.[1];
  const changed = withValueAt(own, rest, value);
  if (changed !== undefined) setOwn(copy, key, changed);
  return copy;
}

/** What is at a path of a value; undefined where nothing is. */
export function valueAt(whole: unknown, path: readonly string[]): unknown {
  let found = whole;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}
