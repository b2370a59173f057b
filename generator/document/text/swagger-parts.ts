import { isObject, type JsonObject, setOwn } from "../json.ts";
import { fromPointer } from "../source-document.ts";

/** What a reference to another file leads to, if that is a part of the document, which nothing else upgrades. */
export type ReadPart = (reference: string) => unknown;

/** A Swagger 2.0 document that is being upgraded. */
export interface SwaggerSource {
  readonly swagger: JsonObject;
  readonly part: ReadPart;
}

/** Follows references to shared parameters and responses, to those of operations, and into parts of the document. */
export function follow(from: unknown, section: "parameters" | "responses" | "paths", source: SwaggerSource): unknown {
  const seen = new Set<string>();
  let value = from;
  while (isObject(value) && typeof value["$ref"] === "string") {
    const { $ref } = value as { readonly $ref: string };
    if (seen.has($ref)) return undefined;
    seen.add($ref);
    const keys = $ref.startsWith("#/") ? fromPointer(decodeReference($ref.slice(1))) : [];
    const isShared = keys[0] === section && keys.length === 2;
    const isInOperation = keys[0] === "paths" && keys.at(-2) === section;
    if (isShared || isInOperation) value = keys.reduce<unknown>(memberOf, source.swagger);
    else value = isLocal($ref) ? undefined : source.part($ref);
  }
  return value;
}

/** Whether a reference stays in its file. */
export function isLocal(reference: string): boolean {
  return reference.startsWith("#");
}

/** A parameter that becomes a part of the body. */
export function isInBody(parameter: unknown): parameter is JsonObject {
  return isObject(parameter) && (parameter["in"] === "body" || parameter["in"] === "formData");
}

/** The value at a pointer into a file, with its references changed to lead on from where `rebase` takes them. */
export function partAt(root: unknown, pointer: string, rebase: (reference: string) => string): unknown {
  const keys = pointer === "" || pointer === "/" ? [] : fromPointer(pointer);
  return rebased(keys.reduce<unknown>(memberOf, root), rebase);
}

function rebased(value: unknown, rebase: (reference: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => rebased(item, rebase));
  if (!isObject(value)) return value;
  const copy = {};
  for (const [key, child] of Object.entries(value))
    setOwn(copy, key, key === "$ref" && typeof child === "string" ? rebase(child) : rebased(child, rebase));
  return copy;
}

function memberOf(value: unknown, key: string): unknown {
  const isHolder = typeof value === "object" && value !== null && Object.hasOwn(value, key);
  return isHolder ? (value as JsonObject)[key] : undefined;
}

/** A reference, or a part of one, without its percent-encoding; as it is where that is malformed. */
export function decodeReference(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
