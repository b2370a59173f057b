import { keywords } from "../schema/keywords.ts";
import { isObject, type JsonObject } from "./json.ts";
import { below, keysOf, type Position, type SourceDocument, toPointer } from "./source-document.ts";
import { type Keys, keysBelow, keysInItems } from "./text/example-integers.ts";

/** A document, or a schema with an `$id`: references below it are relative to it (JSON Schema core, section 8.2.1). */
export interface Resource {
  readonly uri: string;
  readonly position: Position;
  /** What its anchors name, those that are dynamic included (section 8.2.2). */
  readonly anchors: Map<string, Position>;
}

/** What a document calls its schemas by. */
interface Identifiers {
  /** By JSON Pointer; that of the document itself is empty. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** The names of its dynamic anchors, one for each that there is. */
  readonly dynamicAnchors: readonly { readonly name: string; readonly position: Position }[];
}

const known = new WeakMap<SourceDocument, Identifiers>();
const none: Identifiers = { resources: new Map(), dynamicAnchors: [] };

/** What a document calls its schemas by `$id`, `$anchor` and `$dynamicAnchor`; nothing for most documents. */
export function identifiersOf(document: SourceDocument): Identifiers {
  const found = known.get(document) ?? findIdentifiers(document);
  known.set(document, found);
  return found;
}

/** The innermost resource that a position is in; undefined where its document has no identifiers. */
export function resourceAt(position: Position): Resource | undefined {
  const { resources } = identifiersOf(position.document);
  if (resources.size === 0) return undefined;
  const keys = keysOf(position);
  for (let length = keys.length; length > 0; length -= 1) {
    const resource = resources.get(toPointer(keys.slice(0, length)));
    if (resource) return resource;
  }
  return resources.get("");
}

/** An absolute URI; the reference itself where there is none. */
export function absoluteUri(reference: string, base: string): string {
  try {
    return new URL(reference, base).href;
  } catch {
    return reference;
  }
}

function findIdentifiers(document: SourceDocument): Identifiers {
  if (!/\$(?:id|anchor|dynamicAnchor)\b/.test(document.text)) return none;
  const resources = new Map<string, Resource>();
  const dynamicAnchors: { name: string; position: Position }[] = [];
  const root: Resource = { uri: uriOf(document), position: { document }, anchors: new Map() };
  resources.set("", root);
  const visit = (value: unknown, position: Position, keys: Keys, around: Resource): void => {
    if (keys === "data") return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, below(position, index), keysInItems(keys), around);
    }
    if (!isObject(value)) return;
    const { $id, $anchor, $dynamicAnchor } = keys === "specified" ? value : ({} as JsonObject);
    let resource = around;
    if (typeof $id === "string" && !$id.startsWith("#")) {
      const uri = absoluteUri($id.replace(/#$/, ""), around.uri);
      if (position.key === undefined) resource = { ...root, uri };
      else resource = { uri, position, anchors: new Map() };
      resources.set(toPointer(keysOf(position)), resource);
    }
    // Up to draft 7, `$id` was an anchor, too.
    const former = typeof $id === "string" && $id.startsWith("#") ? $id.slice(1) : undefined;
    for (const name of [$anchor, $dynamicAnchor, former])
      if (typeof name === "string" && !resource.anchors.has(name)) resource.anchors.set(name, position);
    if (typeof $dynamicAnchor === "string") dynamicAnchors.push({ name: $dynamicAnchor, position });
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== "object" || child === null) continue;
      if (keys === "specified" && holdsData(key)) continue;
      visit(child, below(position, key), keysBelow(keys, key), resource);
    }
  };
  visit(document.value, { document }, "specified", root);
  return { resources, dynamicAnchors };
}

function holdsData(key: string): boolean {
  const holds = keywords.get(key)?.holds;
  return key.startsWith("x-") || holds === "values" || (holds === "data" && key !== "$vocabulary");
}

function uriOf({ self, address, file }: SourceDocument): string {
  return self ?? address ?? absoluteUri(encodeURI(file.replaceAll("\\", "/")), "file:///");
}
