import { isObject, setOwn } from "../../generator/document/json.ts";
import { mostLevels } from "../control/scripts.ts";

/**
 * Decoded arguments as JSON has them: bytes and files are Base64 in `base64`, with the name and type that a file has;
 * integers beyond what JavaScript holds are their digits as text; what is nested too deeply for programs to read is
 * null.
 */
export async function toJson(value: unknown, levels = mostLevels): Promise<unknown> {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString("base64") };
  if (value instanceof ArrayBuffer) return toJson(new Uint8Array(value));
  if (value instanceof Blob) {
    const base64 = Buffer.from(await value.arrayBuffer()).toString("base64");
    return { ...(value instanceof File && { name: value.name }), type: value.type, base64 };
  }
  const isArray = Array.isArray(value);
  if (!isArray && !isObject(value)) return value;
  if (levels === 0) return null;
  if (isArray) return Promise.all(value.map((item: unknown) => toJson(item, levels - 1)));
  const copy = {};
  for (const [name, child] of Object.entries(value)) setOwn(copy, name, await toJson(child, levels - 1));
  return copy;
}

/** Members that may be undefined, and are not written then. */
type Optional<Value> = {
  [Key in keyof Value]-?: unknown extends Value[Key] ? never : undefined extends Value[Key] ? Key : never;
}[keyof Value];

/** A value's type after it was written as JSON and read by the generated client. */
type Wire<Value> = Value extends readonly (infer Item)[]
  ? Wire<Item>[]
  : Value extends object
    ? { -readonly [Key in Exclude<keyof Value, Optional<Value>>]: Wire<Value[Key]> } & {
        -readonly [Key in Optional<Value>]?: Wire<Exclude<Value[Key], undefined>>;
      }
    : Value;

/** JSON data as the generated client has it: members that are undefined are not written. */
export function wire<Value>(value: Value): Wire<Value> {
  return value as Wire<Value>;
}
