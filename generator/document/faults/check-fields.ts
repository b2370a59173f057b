import type { Diagnostics } from "../../diagnostics/diagnostics.ts";
import { didYouMean, suggestionFor } from "../../diagnostics/suggestion.ts";
import { canonicalJson, hasReference, isObject, type JsonObject } from "../json.ts";
import { type ObjectName, objects, requiredFields } from "../objects.ts";
import { below, type Position } from "../source-document.ts";
import type { Losses } from "./losses.ts";
import { describe } from "./plain-values.ts";
import { fieldsOfFlow, fieldsOfScheme } from "./security-schemes.ts";

const parameterPlaces = ["path", "query", "header", "cookie", "querystring"];
/** Those of Swagger 2.0 whose parameters become a body. */
const placesOfBodies = ["body", "formData"];

/** Objects that say nothing without the fields that they require. */
const nothingWithout: ReadonlySet<ObjectName> = new Set(["Parameter Object", "Tag Object"]);

/** Schemas may have any keyword, and no misspelling of theirs is what is a field of another object. */
const fieldsOfOthers: ReadonlySet<string> = new Set(
  [...objects].flatMap(([name, fields]) =>
    fields instanceof Map && name !== "Schema Object" ? [...(fields as ReadonlyMap<string, unknown>).keys()] : [],
  ),
);

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
  for (const { fields: wanted, message } of hasReference(value) ? nothing : requirementsOf(name, value, position)) {
    if (wanted.some((field) => misspelt.has(field) || Object.hasOwn(value, field))) continue;
    if (nothingWithout.has(name) && requiredFields.get(name)!.includes(wanted[0]!))
      losses.report("missing-field", position, message, { part: "key" });
    else diagnostics.report("warning", "missing-field", position, message, { part: "key" });
  }
  if (name === "Parameter Object") checkPlace(value["in"], below(position, "in"), losses);
  checkRepeated(value, position, diagnostics);
}

/** A field that an object must have, or one of several. */
interface Requirement {
  readonly fields: readonly string[];
  readonly message: string;
}

/** The fields that each object must have wherever it stands. */
const always: ReadonlyMap<ObjectName, readonly Requirement[]> = new Map(
  [...requiredFields].map(([name, fields]) => [
    name,
    fields.map((field) => ({ fields: [field], message: `${article(name)} requires the field "${field}"` })),
  ]),
);

/** A header or a parameter is described by one of two fields. */
const described = new Map(
  (["Header Object", "Parameter Object"] as const).map((name) => {
    const message = `${article(name)} requires the field "schema" or "content"; any value is taken`;
    return [name as ObjectName, [...(always.get(name) ?? []), { fields: ["schema", "content"], message }]];
  }),
);

const nothing: readonly Requirement[] = [];
const none: ReadonlySet<string> = new Set();

function requirementsOf(name: ObjectName, value: JsonObject, position: Position): readonly Requirement[] {
  const required = always.get(name) ?? nothing;
  // a Swagger 2.0 document is asked before its upgrade
  if (position.document.swagger !== undefined) return required;
  switch (name) {
    case "Schema Object":
      return nothing;
    case "Operation Object":
      return isBefore31(position) ? required : required.filter(({ fields }) => !fields.includes("responses"));
    case "Header Object":
      return described.get(name)!;
    case "Parameter Object":
      return isUsable(name, value) ? described.get(name)! : required;
    case "OAuth Flow Object":
      return fieldsOfFlow(position.key).map((field) => ({
        fields: [field],
        message: `the flow "${position.key}" requires the field "${field}"`,
      }));
    case "Security Scheme Object": {
      const { type } = value;
      const what = type === undefined ? article(name) : `a security scheme of the type "${String(type)}"`;
      return fieldsOfScheme(value).map((field) => ({
        fields: [field],
        message: `${what} requires the field "${field}"`,
      }));
    }
    default:
      return required;
  }
}

/** Reports fields that the specification does not define; gives those that were meant. */
function reportUnknown(name: ObjectName, value: JsonObject, { position, losses }: Place): ReadonlySet<string> {
  const fields = objects.get(name) as ReadonlyMap<string, unknown>;
  let meant: Set<string> | undefined;
  let absent: string[] | undefined;
  for (const key of Object.keys(value)) {
    if (fields.has(key) || key.startsWith("x-") || key === "$ref" || isToldElsewhere(name, key, position)) continue;
    absent ??= [...fields.keys()].filter((field) => !Object.hasOwn(value, field));
    const isElsewhere = name === "Schema Object" && fieldsOfOthers.has(key);
    const similar = isElsewhere ? undefined : suggestionFor(key, absent);
    if (name === "Schema Object" && similar === undefined) continue;
    const message = `${article(name)} has no field "${key}"; it is ignored`;
    if (similar === undefined) {
      losses.diagnostics.report("warning", "unknown-field", below(position, key), message, { part: "key" });
      continue;
    }
    meant = (meant ?? new Set()).add(similar);
    const help = `did you mean "${similar}"?`;
    losses.report("unknown-field", below(position, key), message, { help, part: "key" });
  }
  return meant ?? none;
}

/** Two versions of one document exclude each other, and flows of Swagger 2.0 are looked at before they are upgraded. */
function isToldElsewhere(name: ObjectName, key: string, { document }: Position): boolean {
  return name === "OpenAPI Object"
    ? key === "swagger"
    : name === "OAuth Flows Object" && document.swagger !== undefined;
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
  const isSwagger = position.document.swagger !== undefined;
  const allowed = [...parameterPlaces.slice(0, isSwagger ? 3 : 4), ...(isSwagger ? placesOfBodies : [])];
  const message = `a parameter must be in ${allowed.join(", ")}, not in "${place}"; it is ignored`;
  const isBody = placesOfBodies.includes(suggestionFor(`${place} `, [...allowed, ...placesOfBodies]) ?? "");
  const help = isBody && !isSwagger ? "OpenAPI 3 has `requestBody` for what is in a body" : didYouMean(place, allowed);
  losses.report("wrong-type", position, message, { help });
}

/** Reports the keys that occur twice in a map. */
export function checkRepeated(value: JsonObject, position: Position, diagnostics: Diagnostics): void {
  const { repeated } = position.document;
  if (repeated.size === 0) return;
  for (const entry of repeated.get(value) ?? []) {
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
