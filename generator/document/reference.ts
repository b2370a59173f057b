import { suggestionFor } from "../diagnostics/suggestion.ts";
import { absoluteUri, identifiersOf, resourceAt } from "./identifiers.ts";
import { getOwn, hasReference } from "./json.ts";
import type { BrokenReference, Library, Target } from "./library.ts";
import { below, fromPointer, keysOf, type Position, type SourceDocument, toPointer } from "./source-document.ts";

/** Where the upgrade puts the sections of Swagger 2.0. */
const movedSections = new Map([
  ["definitions", ["components", "schemas"]],
  ["parameters", ["components", "parameters"]],
  ["responses", ["components", "responses"]],
  ["securityDefinitions", ["components", "securitySchemes"]],
]);

/** Resolves a `$ref` (RFC 3986 and RFC 6901) at a position, following further references. */
export function followReference(ref: string, from: Position, library: Library): Target | BrokenReference {
  let at = resolveOnce(ref, from, library);
  const seen = new Set<object>();
  while ("position" in at && hasReference(at.value) && isReferenceOnly(at.value)) {
    // a chain is walked once, whichever of its references is followed
    const known = library.ends.get(at.value);
    if (known !== undefined || seen.has(at.value)) {
      const isCycle = known === undefined || ("code" in known && known.code === "ref-cycle");
      at = isCycle ? { code: "ref-cycle", message: `"${ref}" refers to itself` } : known;
      break;
    }
    seen.add(at.value);
    at = resolveOnce(at.value.$ref, at.position, library);
  }
  for (const each of seen) library.ends.set(each, at);
  return at;
}

/** What references into the document that they are in lead to: the same few are in every operation. */
const within = new WeakMap<SourceDocument, Map<string, Target>>();

/** Resolves a `$ref` by one step; its target may be a reference itself. */
export function resolveOnce(ref: string, from: Position, library: Library): Target | BrokenReference {
  // with identifiers it depends on where the reference is, and on the way of another one on what that goes through
  const isAlways = ref.startsWith("#/") && library.onTheWay.size === 0 && !library.hasIdentifiers;
  if (!isAlways) return resolveStep(ref, from, library);
  const known = within.get(from.document) ?? new Map<string, Target>();
  const target = known.get(ref) ?? resolveStep(ref, from, library);
  if ("position" in target) within.set(from.document, known.set(ref, target));
  return target;
}

function resolveStep(ref: string, from: Position, library: Library): Target | BrokenReference {
  if (ref === "") return { code: "ref-not-found", message: "the reference is empty" };
  const hash = ref.indexOf("#");
  const filePart = hash === -1 ? ref : ref.slice(0, hash);
  const fragment = decode(hash === -1 ? "" : ref.slice(hash + 1));
  const own = resourceAt(from);
  const resource =
    filePart === "" ? own : library.resource(absoluteUri(filePart, own?.uri ?? "file:///"), from.document);
  const document =
    resource?.position.document ??
    (filePart === "" ? from.document : library.refer(filePart, from.document, below(from, "$ref")));
  if (!("text" in document)) {
    const isOfSettings = /^(?:(?!file:)[a-z][a-z0-9+.-]+:|\/\/)/i.test(filePart);
    const meant = document.help === undefined && hash === -1 ? componentNamed(ref, from.document) : undefined;
    const { missing }: BrokenReference = document;
    return {
      ...document,
      isOfSettings,
      ...(document.code === "ref-remote" && missing !== undefined && { missing: `${missing}${fragment}` }),
      ...(meant !== undefined && { help: `did you mean "${meant}"?` }),
    };
  }
  if (document.value === undefined) return unread(asWritten(ref, from), fragment, document);
  if (fragment !== "" && !fragment.startsWith("/")) return anchored(ref, fragment, resource?.position ?? { document });

  const keys = fromPointer(fragment);
  const inside = resource && walk(targetAt(resource.position), keys, library);
  if (inside && "position" in inside) return inside;
  // published documents write pointers from the document's root beside an `$id` too
  const root = targetAt({ document });
  // the upgrade takes bodies out of lists of parameters, so that others move up
  const parameter = keys.includes("parameters") ? published(document, keys, library) : undefined;
  const found = parameter ?? walk(root, keys, library);
  if ("position" in found) return found;
  const elsewhere = fragment === "/" ? root : beforeUpgrade(document, keys, library);
  // the upgrade wrote the new section into the reference
  return "position" in elsewhere ? elsewhere : broken(asWritten(ref, from), filePart, { keys, document, ...found });
}

/** A reference as its document has it. */
export function asWritten(ref: string, { document: { swagger, text } }: Position): string {
  return swagger !== undefined && !text.includes(ref) ? inSwagger(ref) : ref;
}

/** The reference to a schema whose bare name was written for one. */
function componentNamed(name: string, { value, swagger }: SourceDocument): string | undefined {
  const section = swagger === undefined ? "#/components/schemas" : "#/definitions";
  const schemas = getOwn(getOwn(value, "components"), "schemas");
  return getOwn(schemas, name) === undefined ? undefined : `${section}${toPointer([name])}`;
}

/** What an anchor of a resource names, or else of its whole document. */
function anchored(ref: string, anchor: string, from: Position): Target | BrokenReference {
  const { resources } = identifiersOf(from.document);
  const own = resourceAt(from)?.anchors.get(anchor);
  const position =
    own ?? [...resources.values()].map(({ anchors }) => anchors.get(anchor)).find((at) => at !== undefined);
  if (position) return targetAt(position);
  const similar = suggestionFor(
    anchor,
    [...resources.values()].flatMap(({ anchors }) => [...anchors.keys()]),
  );
  const help = similar === undefined ? undefined : `did you mean "${ref.slice(0, ref.indexOf("#"))}#${similar}"?`;
  return { code: "ref-not-found", message: `cannot find "${ref}": there is no such anchor`, help };
}

/** Where a pointer into a Swagger 2.0 document leads that the upgrade moved. */
function beforeUpgrade(document: SourceDocument, keys: readonly string[], library: Library): Target | NotFound {
  const moved = keys[0] === undefined ? undefined : movedSections.get(keys[0]);
  const found = moved && walk(targetAt({ document }), [...moved, ...keys.slice(1)], library);
  if (found && "position" in found) return found;
  return published(document, keys, library) ?? { depth: 0, siblings: [] };
}

/** The schema of a response or a parameter of Swagger 2.0: it is the same after the upgrade, but stands elsewhere. */
function published(document: SourceDocument, keys: readonly string[], library: Library): Target | undefined {
  if (document.swagger === undefined || !keys.includes("schema")) return undefined;
  // the upgrade wrote the new section into some references
  const written = keys[0] === "components" ? keys.slice(1) : keys;
  const position: Position = { document, isPublished: true };
  const found = walk({ position, value: document.swagger }, written, library);
  return "position" in found ? found : undefined;
}

function isReferenceOnly(value: object): boolean {
  return Object.keys(value).every((key) => key === "$ref" || key === "summary" || key === "description");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

interface NotFound {
  /** How many keys exist before the first missing one. */
  readonly depth: number;
  readonly siblings: readonly string[];
}

/** What keys lead to. */
function walk(from: Target, keys: readonly string[], library: Library): Target | NotFound {
  let { position, value } = from;
  for (const [depth, key] of keys.entries()) {
    // a reference on the way may lead back to itself
    if (hasReference(value) && !Object.hasOwn(value, key) && !library.onTheWay.has(value)) {
      const reference = value;
      library.onTheWay.add(reference);
      const target = followReference(reference.$ref, position, library);
      library.onTheWay.delete(reference);
      if ("position" in target) ({ position, value } = target);
    }
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) {
      return { depth, siblings: typeof value === "object" && value !== null ? Object.keys(value) : [] };
    }
    value = (value as Record<string, unknown>)[key];
    position = below(position, key);
  }
  return { position, value };
}

/** What stands at a position, which must be there. */
export function targetAt(position: Position): Target {
  let { value } = position.document;
  for (const key of keysOf(position)) value = (value as Record<string, unknown>)[key];
  return { position, value };
}

/** What leads into a document with faults of syntax, which are reported where they are. */
function unread(ref: string, fragment: string, { path, shown }: SourceDocument): BrokenReference {
  const message = `cannot find "${ref}": "${shown}" cannot be read`;
  return { code: "ref-not-found", message, missing: `${path}#${fragment}` };
}

function broken(
  ref: string,
  filePart: string,
  {
    keys,
    document,
    depth,
    siblings,
  }: NotFound & { readonly keys: readonly string[]; readonly document: SourceDocument },
): BrokenReference {
  const similar = suggestionFor(keys[depth]!, siblings);
  const suggestion =
    similar === undefined
      ? undefined
      : `${filePart}#${toPointer([...keys.slice(0, depth), similar, ...keys.slice(depth + 1)])}`;
  return {
    code: "ref-not-found",
    message: `cannot find "${ref}"`,
    help: suggestion && `did you mean "${document.swagger === undefined ? suggestion : inSwagger(suggestion)}"?`,
    missing: `${document.path}#${toPointer(keys)}`,
  };
}

/** A reference to where the upgrade puts a section of Swagger 2.0, in the words of that. */
function inSwagger(ref: string): string {
  for (const [section, moved] of movedSections) {
    const start = `#${toPointer(moved)}/`;
    if (ref.includes(start)) return ref.replace(start, `#/${section}/`);
  }
  return ref;
}
