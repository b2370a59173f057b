import type { Diagnostics } from "../../diagnostics/diagnostics.ts";
import { didYouMean, suggestionFor } from "../../diagnostics/suggestion.ts";
import { canonicalJson, hasReference, isObject, type JsonObject } from "../json.ts";
import { type ObjectName, objects, requiredFields } from "../objects.ts";
import { below, type Position } from "../source-document.ts";
import type { Losses } from "./losses.ts";
import { describe } from "./plain-values.ts";

const parameterPlaces = ["path", "query", "header", "cookie", "querystring"];

/** Objects that say nothing without the fields that they require. */
const nothingWithout: ReadonlySet<ObjectName> = new Set(["Parameter Object", "Tag Object"]);

interface Place {
  readonly position: Position;
  readonly losses: Losses;
}

/** Reports the fields that an object may not have, those that it lacks, and those that nothing carries yet. */
export function checkFields(name: ObjectName, value: JsonObject, { position, losses }: Place): void {
  const fields = objects.get(name);
  if (!(fields instanceof Map)) return;
  const { diagnostics } = losses;
  const misspelt = reportUnknown(name, value, { position, losses });
  if (value["$ref"] !== undefined && !hasReference(value)) {
    const message = `expected a reference, found ${describe(value["$ref"])}; it is ignored`;
    losses.report("wrong-type", below(position, "$ref"), message);
  }
  for (const field of requiredFields.get(name) ?? []) {
    if (misspelt.has(field) || Object.hasOwn(value, field) || hasReference(value)) continue;
    if (field === "responses" && !isBefore31(position)) continue;
    const message = `${article(name)} requires the field "${field}"`;
    if (nothingWithout.has(name)) losses.report("missing-field", position, message, { part: "key" });
    else diagnostics.report("warning", "missing-field", position, message, { part: "key" });
  }
  if (name === "Parameter Object") checkPlace(value["in"], below(position, "in"), losses);
  checkRepeated(value, position, diagnostics);
}

/** Reports fields that the specification does not define; gives those that were meant. */
function reportUnknown(name: ObjectName, value: JsonObject, { position, losses }: Place): ReadonlySet<string> {
  const fields = objects.get(name) as ReadonlyMap<string, unknown>;
  const meant = new Set<string>();
  let absent: string[] | undefined;
  for (const key of Object.keys(value)) {
    if (fields.has(key) || key.startsWith("x-") || key === "$ref") continue;
    absent ??= [...fields.keys()].filter((field) => !Object.hasOwn(value, field));
    const similar = suggestionFor(key, absent);
    if (name === "Schema Object" && similar === undefined) continue;
    if (similar === undefined) {
      const message = `${article(name)} has no field "${key}"`;
      losses.diagnostics.report("warning", "unknown-field", below(position, key), message, { part: "key" });
      continue;
    }
    meant.add(similar);
    const message = `${article(name)} has no field "${key}"; it is ignored`;
    const help = `did you mean "${similar}"?`;
    losses.report("unknown-field", below(position, key), message, { help, part: "key" });
  }
  return meant;
}

/** Whether an object has what it says nothing without. */
export function isUsable(name: ObjectName, value: JsonObject): boolean {
  if (name === "Parameter Object" && !parameterPlaces.includes(value["in"] as string)) return false;
  return !nothingWithout.has(name) || requiredFields.get(name)!.every((field) => Object.hasOwn(value, field));
}

function checkPlace(place: unknown, position: Position, losses: Losses): void {
  if (place === undefined || parameterPlaces.includes(place as string)) return;
  if (typeof place !== "string") {
    losses.wrongType(position, "a string", place);
    return;
  }
  const allowed = parameterPlaces.slice(0, 4);
  const message = `a parameter must be in ${allowed.join(", ")}, not in "${place}"; it is ignored`;
  losses.report("wrong-type", position, message, { help: didYouMean(place, allowed) });
}

/** Reports the keys that occur twice in a map. */
export function checkRepeated(value: JsonObject, position: Position, diagnostics: Diagnostics): void {
  for (const entry of position.document.repeated.get(value) ?? []) {
    const isSame = canonicalJson(entry.value) === canonicalJson(value[entry.key]);
    const message = isSame
      ? `the key "${entry.key}" occurs twice, with the same content`
      : `the key "${entry.key}" occurs twice, with different content; the first is used`;
    diagnostics.report("warning", "duplicate-key", { ...below(position, entry.key), offset: entry.offset }, message, {
      part: "key",
      related: [below(position, entry.key)],
    });
  }
}

/** Whether a document is one of OpenAPI 3.0, as those of Swagger 2.0 become. */
export function isBefore31({ document: { value } }: Position): boolean {
  return isObject(value) && typeof value["openapi"] === "string" && value["openapi"].startsWith("3.0");
}

/** The name of an object with its article. */
export function article(name: string): string {
  return `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
}
