import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { contentsOf } from "../document/response-object.ts";
import type { Items } from "./item.ts";
import { addValue, createTree, memberOf, type ValueTree } from "./members.ts";

/** Members by which APIs say which error it is. */
const codeNames = /^(?:error[-_]?)?(?:code|type|name|reason|key|id)$|^(?:error|sub[-_]?code|err[-_]?code)$/i;

const longestCode = 100;

/** Whether a member of an error response, by its path, says which error it is. */
export function isCode(path: string): boolean {
  return codeNames.test(path.slice(Math.max(path.lastIndexOf("."), path.lastIndexOf("]")) + 1));
}

/** Whether a status, or a key of responses, is that of errors. */
export function isError(status: string): boolean {
  return /^[45]|^default$/i.test(status);
}

/** Adds the error codes in the examples of a response, and tells how many there are. */
export function addExampleCodes(
  response: JsonObject,
  tree: ValueTree,
  { items, prefix, keys }: { readonly items: Items; readonly prefix: string; readonly keys: readonly string[] },
): number {
  const found = new Set<number>();
  const visit = (value: unknown, path: string, below: () => ValueTree): void => {
    if (Array.isArray(value)) {
      const element = (): ValueTree => (below().element ??= createTree());
      for (const each of value.slice(0, 20)) visit(each, `${path}[]`, element);
      return;
    }
    if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        visit(member, path === "" ? name : `${path}.${name}`, () => memberOf(below(), name));
      }
      return;
    }
    const isGiven = (typeof value === "string" && /^\S+$/.test(value)) || typeof value === "number";
    if (!isGiven || !isCode(path) || String(value).length > longestCode) return;
    const item = items.add("error-code", `${prefix}${path}=${value}`, { keys });
    addValue(below(), value, item);
    found.add(item);
  };
  for (const [, content] of contentsOf(response)) {
    const { example, examples } = content;
    const named = Object.values(isObject(examples) ? examples : {});
    const values = named.map((each) => (isObject(each) ? each["value"] : each));
    for (const value of [example, ...values]) visit(value, "", () => tree);
  }
  return found.size;
}
