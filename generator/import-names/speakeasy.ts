import { relative } from "node:path";
import { runInNewContext } from "node:vm";
import { compileJsonPath } from "../amendments/json-path.ts";
import { placeOf } from "../diagnostics/places.ts";
import { isObject, type JsonObject } from "../document/json.ts";
import { fixedMethods } from "../document/objects.ts";
import { below, type Position } from "../document/source-document.ts";
import { camelCase } from "../names/identifiers/identifier.ts";
import { operationKey } from "../names/operation-key.ts";
import { type FoundName, type FoundNames, ImportError, type KnownOperation, type Unread } from "./found-name.ts";
import { filesAt, readDocument } from "./read-document.ts";

const nameExtension = "x-speakeasy-name-override";
const groupExtension = "x-speakeasy-group";

/** What documents and overlays say of one operation. */
interface Said {
  name?: string;
  groups?: readonly string[];
  at?: Position;
}

/** How long a pattern of the whole API may take, in milliseconds. */
const patternLimit = 1_000;

/**
 * The names that Speakeasy's extensions give: of an operation, and by patterns for operationIds at the top; in
 * documents and in overlays, whose later actions win. A method is in its group, or else in those of its tags.
 */
export function readSpeakeasy(path: string, workingFolder: string, operations: readonly KnownOperation[]): FoundNames {
  const said = new Map<string, Said>();
  const patterns: { readonly pattern: string; readonly name: string; readonly at: Position }[] = [];
  const unread: Unread[] = [];
  for (const file of filesAt(path, /\.ya?ml$|\.json$/)) {
    const root = readDocument(file, workingFolder);
    const { value } = root.document;
    if (isObject(value) && value["overlay"] !== undefined) readOverlay(value, root);
    else readRoot(value, root);
  }
  const names = [...ofOperations(), ...ofPatterns()];
  if (names.length + unread.length === 0)
    throw new ImportError(
      `nothing in "${relative(workingFolder, path) || "."}" has \`${nameExtension}\``,
      "name the documents, or the overlay, that Speakeasy reads",
    );
  return { names, unread };

  function readOverlay(overlay: JsonObject, root: Position): void {
    const actions = Array.isArray(overlay["actions"]) ? (overlay["actions"] as unknown[]) : [];
    for (const [index, action] of actions.entries()) {
      if (!isObject(action) || !isObject(action["update"]) || !mentions(action["update"])) continue;
      const target = String(action["target"]);
      const { update } = action;
      const position = below(below(root, "actions"), index);
      const at = below(position, "update");
      const readers = selectedBy(target).flatMap(([first, address, method, ...others]) => {
        if (first === undefined) return [() => readRoot(update, at)];
        if (first !== "paths" || others.length > 0) return [];
        if (address === undefined) return [() => readPaths(update, at)];
        if (method === undefined) return [() => readPath(address, update, at)];
        return fixedMethods.has(method) ? [() => say({ method, path: address }, update, at)] : [];
      });
      for (const read of readers) read();
      const reason = "this target selects no operation of the API";
      if (readers.length === 0) unread.push({ call: target, reason, at: placeOf(below(position, "target")) });
    }
  }

  /** What a target selects in the API, by the keys that lead there. */
  function selectedBy(target: string): readonly (readonly string[])[] {
    const paths: Record<string, Record<string, JsonObject>> = Object.create(null);
    for (const { method, path: address, operation } of operations)
      paths[address] = { ...paths[address], [method.toLowerCase()]: operation };
    try {
      return compileJsonPath(target)({ paths }).map(({ keys }) => keys);
    } catch {
      return [];
    }
  }

  function readRoot(value: unknown, at: Position): void {
    if (!isObject(value)) return;
    readPaths(value["paths"], below(at, "paths"));
    const listed = value[nameExtension];
    for (const [index, entry] of Array.isArray(listed) ? (listed as unknown[]).entries() : []) {
      const { operationId, methodNameOverride } = isObject(entry) ? entry : {};
      if (typeof operationId === "string" && typeof methodNameOverride === "string")
        patterns.push({ pattern: operationId, name: methodNameOverride, at: below(below(at, nameExtension), index) });
    }
  }

  function readPaths(paths: unknown, at: Position): void {
    for (const [address, item] of isObject(paths) ? Object.entries(paths) : [])
      readPath(address, item, below(at, address));
  }

  function readPath(address: string, item: unknown, at: Position): void {
    for (const [method, operation] of isObject(item) ? Object.entries(item) : [])
      if (fixedMethods.has(method)) say({ method, path: address }, operation, below(at, method));
  }

  function say(
    { method, path: address }: Pick<KnownOperation, "method" | "path">,
    operation: unknown,
    at: Position,
  ): void {
    if (!isObject(operation)) return;
    const key = operationKey(method, address);
    const earlier = said.get(key) ?? {};
    const name = operation[nameExtension];
    const group = operation[groupExtension];
    said.set(key, {
      ...earlier,
      ...(typeof name === "string" && { name, at: below(at, nameExtension) }),
      ...(typeof group === "string" && { groups: [group] }),
      ...(Array.isArray(group) && { groups: group.map(String) }),
    });
  }

  function ofOperations(): FoundName[] {
    const known = new Map(operations.map((each) => [operationKey(each.method, each.path), each]));
    return [...said].flatMap(([key, { name, groups, at }]) => {
      if (name === undefined || at === undefined) return [];
      const [method = "", address = ""] = key.split(" ");
      return calls({ method, path: address }, { name, groups: groups ?? known.get(key)?.tags ?? [], at });
    });
  }

  function ofPatterns(): FoundName[] {
    // the first pattern that fits holds
    const left = new Map(
      operations
        .filter((each) => said.get(operationKey(each.method, each.path))?.name === undefined)
        .flatMap((each) => (each.operationId === undefined ? [] : [[each.operationId, each] as const])),
    );
    return patterns.flatMap(({ pattern, name, at }) => {
      const ids = matching(pattern, [...left.keys()]);
      if (ids === undefined) {
        unread.push({ call: pattern, reason: "it is no regular expression that ends in time", at: placeOf(at) });
        return [];
      }
      return ids.flatMap((id) => {
        const operation = left.get(id)!;
        left.delete(id);
        const { groups = operation.tags } = said.get(operationKey(operation.method, operation.path)) ?? {};
        return calls(operation, { name, groups, at });
      });
    });
  }
}

/** One for each group that has it, as the client has it in each. */
function calls(
  { method, path }: Pick<KnownOperation, "method" | "path">,
  { name, groups, at }: { readonly name: string; readonly groups: readonly string[]; readonly at: Position },
): FoundName[] {
  const holders = groups.length === 0 ? [[]] : groups.map((group) => group.split("."));
  return holders.map((holder) => {
    const parts = [...holder, name];
    return {
      method: method.toUpperCase(),
      path,
      name: camelCase(parts.map((part) => camelCase(part, "")).join(" ")),
      call: ["sdk", ...parts.map((part) => camelCase(part))].join("."),
      at: placeOf(at),
    };
  });
}

/** The texts that a pattern of a document fits; undefined where that cannot be told. */
function matching(pattern: string, texts: readonly string[]): readonly string[] | undefined {
  try {
    const found: unknown = runInNewContext(
      "JSON.stringify(texts.filter((text) => new RegExp(pattern).test(text)))",
      { pattern, texts },
      { timeout: patternLimit },
    );
    return JSON.parse(String(found)) as string[];
  } catch {
    return undefined;
  }
}

function mentions(value: unknown): boolean {
  const text = JSON.stringify(value);
  return [nameExtension, groupExtension].some((extension) => text.includes(`"${extension}"`));
}
