import { isObject, type JsonObject, setOwn } from "../../../generator/document/json.ts";
import { type Pair, parseQuery } from "./pairs.ts";

/** How deep fields are nested. */
const deepest = 32;

type Tree = Map<string, Tree | string>;

/**
 * The fields of a form of AWS's query protocol, nested by the dots of their names: `Tags.member.1.Key`, `Filter.1.Name`
 * and `Attributes.entry.1.key` are in arrays. All that is no array or object is text.
 */
export function dottedFields(pairs: readonly Pair[]): JsonObject {
  const root: Tree = new Map();
  for (const { name, value } of pairs) if (name !== undefined) plant(root, name.split("."), decoded(value));
  return membersOf(root);
}

/**
 * The fields below one name, `Tags` for `Tags.member.1.Key`; undefined where there are none, or it is sent itself. The
 * items of an array may have a name, `Item`: it stands for `member` (`Items.Item.1`), or for both (`Item.1`).
 */
export function dottedBelow(name: string, pairs: readonly Pair[], item?: string): unknown {
  if (pairs.some((pair) => pair.name === name)) return undefined;
  const below = pairs.filter((pair) => pair.name?.startsWith(`${name}.`));
  if (below.length > 0) return unwrapped(dottedFields(below)[name], item);
  if (item === undefined) return undefined;
  const items = pairs.filter((pair) => pair.name?.startsWith(`${item}.`));
  const found = items.length === 0 ? undefined : dottedFields(items)[item];
  return Array.isArray(found) ? found : undefined;
}

function unwrapped(value: unknown, item: string | undefined): unknown {
  if (item === undefined || !isObject(value)) return value;
  const [only, ...others] = Object.keys(value);
  const items = only === item && others.length === 0 ? value[only] : undefined;
  return Array.isArray(items) ? items : value;
}

/**
 * The text of a form that says which action it is for, where a path has that behind `#` (`/#Action=DescribeTags`), as
 * AWS's own clients send it; undefined where the form is for none.
 */
export function actionForm(path: string, body: Uint8Array): string | undefined {
  const start = path.indexOf("#");
  const pairs = start === -1 ? [] : [...new URLSearchParams(path.slice(start + 1))].filter(([, value]) => value !== "");
  if (pairs.length === 0) return undefined;
  const text = Buffer.from(body).toString("latin1");
  const sent = parseQuery(text);
  const isSent = ([name, value]: readonly [string, string]) =>
    sent.some((pair) => pair.name === name && decoded(pair.value) === value);
  return pairs.every(isSent) ? text : undefined;
}

function plant(tree: Tree, segments: readonly string[], value: string): void {
  const [first = "", ...rest] = segments.length > deepest ? [segments.join(".")] : segments;
  if (rest.length === 0) {
    if (!tree.has(first)) tree.set(first, value);
    return;
  }
  const known = tree.get(first);
  const branch: Tree = known instanceof Map ? known : new Map();
  if (branch !== known) tree.set(first, branch);
  plant(branch, rest, value);
}

function grown(node: Tree | string): unknown {
  if (typeof node === "string") return node;
  const [only] = node;
  if (node.size === 1 && only !== undefined && /^(?:member|entry)$/.test(only[0]) && isList(only[1]))
    return grown(only[1]);
  if (!isList(node)) return membersOf(node);
  return [...node].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => grown(child));
}

function isList(node: Tree | string): boolean {
  return typeof node !== "string" && [...node.keys()].every((key) => /^\d{1,9}$/.test(key));
}

function membersOf(tree: Tree): JsonObject {
  const members = {};
  for (const [name, child] of tree) setOwn(members, name, grown(child));
  return members;
}

function decoded(text: string): string {
  return new URLSearchParams(`a=${text}`).get("a") ?? "";
}
