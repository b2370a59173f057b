import { getOwn, hasReference, isObject } from "../document/json.ts";
import { below, fromPointer, keysOf, type Position, type SourceDocument } from "../document/source-document.ts";

/** A way from a schema to one that describes a part of its values. */
export type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "item"; readonly index?: number }
  | { readonly kind: "value" };

/** Gives the position that a reference leads to; undefined where that is nowhere. */
export type Follow = (reference: string, from: Position) => Position | undefined;

/** How many references and compositions are gone through in search of one part. */
const mostSteps = 500;

/** What stands at a position of a document. */
export function valueAt(position: Position): unknown {
  return keysOf(position).reduce<unknown>(
    (value, key) => (Array.isArray(value) ? value[Number(key)] : getOwn(value, key)),
    position.document.value,
  );
}

/** The position that the fragment of a reference leads to; undefined where nothing is there. */
export function positionAt(document: SourceDocument, fragment: string): Position | undefined {
  if (fragment !== "" && !fragment.startsWith("/")) return undefined;
  const position = fromPointer(decoded(fragment)).reduce<Position>(below, { document });
  return valueAt(position) === undefined ? undefined : position;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The position with references followed. */
export function followed(position: Position, follow: Follow): Position {
  let at = position;
  for (let step = 0; step < 50; step += 1) {
    const value = valueAt(at);
    const target = hasReference(value) ? follow(value.$ref, at) : undefined;
    if (!target) return at;
    at = target;
  }
  return at;
}

/** Where a schema, or what it is composed of, describes a part of its values; undefined where it does not. */
export function positionOfPart(position: Position, step: Step, follow: Follow): Position | undefined {
  const waiting = [position];
  for (let looked = 0; waiting.length > 0 && looked < mostSteps; looked += 1) {
    const at = followed(waiting.shift()!, follow);
    const schema = valueAt(at);
    if (!isObject(schema)) continue;
    const keys = keysOfPart(schema, step);
    if (keys) return keys.reduce(below, at);
    for (const composition of ["allOf", "oneOf", "anyOf"]) {
      const parts = schema[composition];
      if (Array.isArray(parts)) for (const index of parts.keys()) waiting.push(below(below(at, composition), index));
    }
  }
  return undefined;
}

function keysOfPart(schema: { readonly [key: string]: unknown }, step: Step): string[] | undefined {
  switch (step.kind) {
    case "member":
      return getOwn(schema["properties"], step.name) === undefined ? undefined : ["properties", step.name];
    case "item": {
      const { index } = step;
      const first = schema["prefixItems"];
      if (index !== undefined && Array.isArray(first) && index < first.length) return ["prefixItems", String(index)];
      return schema["items"] === undefined ? undefined : ["items"];
    }
    case "value": {
      const patterns = schema["patternProperties"];
      if (isObject(schema["additionalProperties"])) return ["additionalProperties"];
      const [pattern] = isObject(patterns) ? Object.keys(patterns) : [];
      return pattern === undefined ? undefined : ["patternProperties", pattern];
    }
  }
}
