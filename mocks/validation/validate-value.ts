import type { ErrorObject } from "ajv/dist/2020.js";
import { setOwn } from "../../generator/document/json.ts";
import type { Decoding, Substitute } from "./decoding/decoding.ts";
import { type Fault, faultCodes } from "./violation.ts";

const unreadable: ReadonlySet<string> = new Set(faultCodes);

/** Everything that is wrong with a decoded argument: what could not be read, else what its schema refuses. */
export function validateValue(value: unknown, schema: unknown, decoding: Decoding): Fault[] {
  const { faults, substitutes, schemas, place, budget } = decoding;
  if (faults.some(({ code }) => unreadable.has(code))) return [...faults];
  const refused = distinct(schemas.check(schema, place)(value, budget).map(faultOf));
  return [...faults, ...refused.filter((fault) => !substitutes.some((substitute) => isValidated(fault, substitute)))];
}

/** Each once: parts of an `allOf` often say the same. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length < 2) return faults;
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

/** The value as it is shown: integers with all digits, files as files. */
export function shownValue(value: unknown, { substitutes }: Decoding): unknown {
  const [first] = substitutes;
  if (first === undefined) return value;
  if (first.path.length === 0) return first.shown;
  const shown = copyContainers(value);
  for (const substitute of substitutes) {
    let holder = shown;
    for (const key of substitute.path.slice(0, -1)) holder = isContainer(holder) ? holder[key] : undefined;
    const last = substitute.path.at(-1);
    if (isContainer(holder) && last !== undefined && Object.hasOwn(holder, last))
      setOwn(holder, last, substitute.shown);
  }
  return shown;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function copyContainers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyContainers);
  if (!isContainer(value)) return value;
  const copy = Object.create(null) as object;
  for (const [key, child] of Object.entries(value)) setOwn(copy, key, copyContainers(child));
  return copy;
}

function isValidated({ path, code }: Fault, substitute: Substitute): boolean {
  return (
    substitute.validated.has(code) &&
    path.length === substitute.path.length &&
    path.every((key, at) => key === substitute.path[at])
  );
}

function faultOf({ instancePath, keyword, params, message }: ErrorObject): Fault {
  const path = instancePath
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const details = params as Readonly<Record<string, unknown>>;
  const below = (name: unknown): string[] => [...path, String(name)];
  switch (keyword) {
    case "required":
      return { path: below(details["missingProperty"]), code: keyword, predicate: "is required" };
    case "additionalProperties":
      return { path: below(details["additionalProperty"]), code: keyword, predicate: undescribed };
    case "unevaluatedProperties":
      return { path: below(details["unevaluatedProperty"]), code: keyword, predicate: undescribed };
    case "dependentRequired":
      return {
        path: below(details["missingProperty"]),
        code: keyword,
        predicate: `is required beside ${String(details["property"])}`,
      };
    case "type":
      return { path, code: keyword, predicate: `must be ${[details["type"]].flat().join(" or ")}` };
    case "enum": {
      const values = (details["allowedValues"] as unknown[]).map((value) =>
        typeof value === "string" ? value : JSON.stringify(value),
      );
      const shown = values.length > 20 ? [...values.slice(0, 20), "…"] : values;
      return { path, code: keyword, predicate: `must be one of ${shown.join(", ")}` };
    }
    case "const":
      return { path, code: keyword, predicate: `must be ${JSON.stringify(details["allowedValue"])}` };
    case "propertyNames":
      return {
        path: below(details["propertyName"]),
        code: keyword,
        predicate: "has a name that the document does not allow",
      };
    case "false schema":
      return { path, code: keyword, predicate: "is not allowed" };
    default:
      return { path, code: keyword, predicate: message ?? "does not satisfy the document" };
  }
}

const undescribed = "is not allowed: the document describes no such key";
