import { relative } from "node:path";
import { placeOf } from "../diagnostics/places.ts";
import { getOwn, isObject } from "../document/json.ts";
import { below, type Position } from "../document/source-document.ts";
import { camelCase } from "../names/identifiers/identifier.ts";
import { type FoundName, type FoundNames, ImportError, type Unread } from "./found-name.ts";
import { filesAt, readDocument } from "./read-document.ts";

/**
 * The methods of a Stainless configuration: `resources`, with `methods` whose value is an endpoint, `get /pets`, or has
 * one, and with `subresources`. `$client` holds those of the client itself.
 */
export function readStainless(path: string, workingFolder: string): FoundNames {
  const names: FoundName[] = [];
  const unread: Unread[] = [];
  let hasResources = false;
  for (const file of filesAt(path, /\.ya?ml$|\.json$/)) {
    const root = readDocument(file, workingFolder);
    const resources = getOwn(root.document.value, "resources");
    if (!isObject(resources)) continue;
    hasResources = true;
    visit(resources, below(root, "resources"), []);
  }
  if (!hasResources)
    throw new ImportError(
      `"${relative(workingFolder, path)}" is no Stainless configuration: it has no \`resources\``,
      "name stainless.yml",
    );
  return { names, unread };

  function visit(resources: object, at: Position, above: readonly string[]): void {
    for (const [resource, value] of Object.entries(resources)) {
      const holders = resource.startsWith("$") ? above : [...above, resource];
      const position = below(at, resource);
      const methods = getOwn(value, "methods");
      for (const [method, entry] of isObject(methods) ? Object.entries(methods) : [])
        take([...holders, method], entry, below(below(position, "methods"), method));
      const further = getOwn(value, "subresources");
      if (isObject(further)) visit(further, below(position, "subresources"), holders);
    }
  }

  function take(parts: readonly string[], entry: unknown, position: Position): void {
    const call = ["client", ...parts.map((part) => camelCase(part))].join(".");
    const at = placeOf(position, "key");
    const endpoint = typeof entry === "string" ? entry : getOwn(entry, "endpoint");
    const [, method, address] = /^\s*(\w+)\s+(\/\S*)\s*$/.exec(String(endpoint ?? "")) ?? [];
    if (method === undefined || address === undefined) {
      const reason = endpoint === undefined ? "it has no `endpoint`" : `its endpoint is not like \`get /pets\``;
      unread.push({ call, reason, at });
      return;
    }
    names.push({ method: method.toUpperCase(), path: address, name: camelCase(parts.join(" ")), call, at });
  }
}
