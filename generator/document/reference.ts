import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Code } from "../diagnostics/codes.ts";
import { suggestionFor } from "../diagnostics/suggestion.ts";
import { hasReference } from "./json.ts";
import type { Library } from "./library.ts";
import { below, fromPointer, type Position, type SourceDocument, toPointer } from "./source-document.ts";

/** The target of a `$ref`. */
export interface Target {
  readonly position: Position;
  readonly value: unknown;
}

/** Why a `$ref` cannot be resolved. */
export interface BrokenReference {
  readonly code: Code;
  readonly message: string;
  readonly help?: string | undefined;
}

/** Where the upgrade puts the sections of Swagger 2.0. */
const movedSections = new Map([
  ["definitions", ["components", "schemas"]],
  ["parameters", ["components", "parameters"]],
  ["responses", ["components", "responses"]],
  ["securityDefinitions", ["components", "securitySchemes"]],
]);

/** Resolves a `$ref` (RFC 3986 and RFC 6901) of a document, following further references. */
export function followReference(ref: string, from: SourceDocument, library: Library): Target | BrokenReference {
  let at = resolveOnce(ref, from, library);
  const seen = new Set<unknown>();
  while ("position" in at && hasReference(at.value) && isReferenceOnly(at.value)) {
    if (seen.has(at.value)) return { code: "ref-cycle", message: `"${ref}" refers to itself` };
    seen.add(at.value);
    at = resolveOnce(at.value.$ref, at.position.document, library);
  }
  return at;
}

/** Resolves a `$ref` by one step; its target may be a reference itself. */
export function resolveOnce(ref: string, from: SourceDocument, library: Library): Target | BrokenReference {
  const hash = ref.indexOf("#");
  const filePart = hash === -1 ? ref : ref.slice(0, hash);
  const fragment = decode(hash === -1 ? "" : ref.slice(hash + 1));
  const document = filePart === "" ? from : openDocument(filePart, from, library);
  if (!("text" in document)) return document;
  if (fragment !== "" && !fragment.startsWith("/")) {
    return { code: "ref-unsupported", message: `"${ref}" refers to an anchor; only JSON Pointers are supported` };
  }
  const keys = fromPointer(fragment);
  const moved = keys[0] === undefined ? undefined : movedSections.get(keys[0]);
  const found = walk(document, keys, library);
  if ("position" in found || !moved) return "position" in found ? found : broken(ref, filePart, keys, found);
  const foundMoved = walk(document, [...moved, ...keys.slice(1)], library);
  return "position" in foundMoved ? foundMoved : broken(ref, filePart, keys, found);
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

function openDocument(filePart: string, from: SourceDocument, library: Library): SourceDocument | BrokenReference {
  if (/^[a-z][a-z0-9+.-]+:/i.test(filePart) || filePart.startsWith("//")) {
    if (!filePart.startsWith("file:")) {
      return {
        code: "ref-remote",
        message: `"${filePart}" is a remote reference, which is not fetched`,
        help: "download the document and refer to the file",
      };
    }
    return library.open(fileURLToPath(filePart));
  }
  return library.open(resolve(dirname(from.file), decode(filePart)));
}

interface NotFound {
  /** How many keys exist before the first missing one. */
  readonly depth: number;
  readonly siblings: readonly string[];
}

function walk(document: SourceDocument, keys: readonly string[], library: Library): Target | NotFound {
  let position: Position = { document };
  let { value } = document;
  for (const [depth, key] of keys.entries()) {
    if (hasReference(value) && !Object.hasOwn(value, key)) {
      const target = followReference(value.$ref, position.document, library);
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

function broken(
  ref: string,
  filePart: string,
  keys: readonly string[],
  { depth, siblings }: NotFound,
): BrokenReference {
  const similar = suggestionFor(keys[depth]!, siblings);
  const suggestion =
    similar === undefined
      ? undefined
      : `${filePart}#${toPointer([...keys.slice(0, depth), similar, ...keys.slice(depth + 1)])}`;
  return {
    code: "ref-not-found",
    message: `cannot find "${ref}"`,
    help: suggestion === undefined ? undefined : `did you mean "${suggestion}"?`,
  };
}
