import type { Diagnostics } from "../../diagnostics/diagnostics.ts";
import { schemaReference } from "../../schema/references.ts";
import { article } from "../faults/check-fields.ts";
import { kindAt } from "../faults/kinds.ts";
import { wordsFor } from "../faults/plain-values.ts";
import { isObject } from "../json.ts";
import type { BrokenReference, Target } from "../library.ts";
import { isPlain } from "../objects.ts";
import { asWritten } from "../reference.ts";
import { below, type Position } from "../source-document.ts";

/** What the names in a mapping are resolved with. */
export interface MappingMeans {
  resolve(reference: string, position: Position): Target | BrokenReference;
  /** Reports a warning. */
  report(...told: Rest<Parameters<Diagnostics["report"]>>): void;
  /** A reference to a schema. */
  reference(target: Target): object;
}

type Rest<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Others] ? Others : never;

/** The mapping of a discriminator: names of schemas, or references to them, turned into references (section 4.8.25). */
export function resolvedMapping(value: unknown, position: Position, means: MappingMeans): object {
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, name] of isObject(value) ? Object.entries(value) : []) {
    const reference = mappedSchema(name, below(position, key), means);
    if (reference) copy[key] = reference;
  }
  return copy;
}

/** The schema that a discriminator names, as a reference to it. */
export function mappedSchema(name: unknown, position: Position, means: MappingMeans): object | undefined {
  if (typeof name !== "string") return undefined;
  const ref = /[#/]|\.(json|ya?ml)$/.test(name) ? name : schemaReference(name);
  const target = means.resolve(ref, position);
  const kind = "position" in target ? kindAt(target.position) : undefined;
  if (kind !== undefined && kind !== "Schema Object") {
    const found = isPlain(kind) ? wordsFor[kind] : article(kind);
    const message = `expected a Schema Object, but "${asWritten(ref, position)}" refers to ${found}; it is ignored`;
    means.report("wrong-type", position, message);
    return undefined;
  }
  if ("position" in target) return means.reference(target);
  means.report(target.code, position, target.message, { help: target.help });
  return undefined;
}
