import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { lineAndColumn, placeOf } from "../diagnostics/places.ts";
import { getOwn, isObject } from "../document/json.ts";
import { below, type Position } from "../document/source-document.ts";
import { camelCase } from "../names/identifiers/identifier.ts";
import { fileText } from "../settings/file-text.ts";
import { type FoundName, type FoundNames, ImportError, type Unread } from "./found-name.ts";
import { filesAt, readDocument } from "./read-document.ts";

/**
 * The methods of a Stainless configuration: `resources`, with `methods` whose value is an endpoint, `get /pets`, or has
 * one, and with `subresources`. `$client` holds those of the client itself. Or those that `api.md` lists, which lies in
 * every library that Stainless generates.
 */
export function readStainless(path: string, workingFolder: string): FoundNames {
  const names: FoundName[] = [];
  const unread: Unread[] = [];
  let hasResources = false;
  const files = filesAt(path, /\.ya?ml$|\.json$|^api\.md$/);
  const lists = withLinked(files.filter((file) => file.endsWith(".md")));
  for (const file of lists) names.push(...methodsListed(file, relative(workingFolder, file)));
  if (lists.length > 0 && names.length === 0)
    throw new ImportError(
      `"${relative(workingFolder, lists[0]!)}" lists no methods as Stainless does`,
      "name the api.md of the library, or stainless.yml",
    );
  if (lists.length > 0) return { names, unread };
  for (const file of files) {
    const root = readDocument(file, workingFolder);
    const resources = getOwn(root.document.value, "resources");
    if (!isObject(resources)) continue;
    hasResources = true;
    visit(resources, below(root, "resources"), []);
  }
  if (!hasResources)
    throw new ImportError(
      `"${relative(workingFolder, path) || "."}" is no Stainless configuration: it has no \`resources\``,
      "name stainless.yml, or the api.md of the library",
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

/** A method as `api.md` has it: `<code title="get /pets">client.pets.<a href="…">list</a>(…) -> Pets</code>`. */
const listedMethod = /<code title="(\w+) (\/[^"]*)">(\w+(?:\.\w+)*)\.<a [^>]*>(\w+)<\/a>/g;

/** The lists, and those that they link to, which resources with many methods have of their own. */
function withLinked(files: readonly string[]): string[] {
  const all = new Set(files);
  for (const file of all)
    for (const [, link = ""] of (fileText(file) ?? "").matchAll(/\]\(([^()\s:]*\bapi\.md)\)/g)) {
      const linked = resolve(dirname(file), link);
      if (existsSync(linked)) all.add(linked);
    }
  return [...all];
}

function methodsListed(file: string, shown: string): FoundName[] {
  const document = { text: fileText(file) ?? "" };
  return [...document.text.matchAll(listedMethod)].map((found) => {
    const [, method = "", path = "", holders = "", last = ""] = found;
    const [client = "", ...parts] = [...holders.split("."), last];
    return {
      method: method.toUpperCase(),
      path,
      name: camelCase(parts.join(" ")),
      call: [client, ...parts].join("."),
      at: { file: shown, ...lineAndColumn(document, found.index) },
    };
  });
}
