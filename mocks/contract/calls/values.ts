import { isObject, type JsonObject, setOwn } from "../../../generator/document/json.ts";
import { numberOfMarked } from "../../document/exact-numbers.ts";
import { createSampler, type Sampler } from "../../samples/sampler.ts";
import type { TestedApi } from "../tested/tested-api.ts";

/** How much a made-up value has. */
export type Extent = "all" | "least";

/** Makes up what requests hold. */
export interface Values {
  readonly seed: number;
  /**
   * A value that satisfies a schema, with what is required alone or with all that may be there; another one for another
   * salt.
   */
  make(schema: unknown, extent: Extent, salt: string): unknown;
  /** Whether a value satisfies a schema. */
  isValid(schema: unknown, value: unknown): boolean;
  /** What a value breaks of a schema, by its place and the keyword; nothing where it is valid. */
  broken(schema: unknown, value: unknown): string[];
}

/**
 * Values for requests. What the mock makes up is for responses, so it is given the schemas with read-only and
 * write-only in each other's place.
 */
export function createValues({ openapi, request }: TestedApi, seed: number): Values {
  const mirrored = new WeakMap<object, unknown>();
  const known = new Map<Extent, Sampler>();

  function mirror(schema: unknown): unknown {
    if (!isObject(schema)) return schema;
    const found = mirrored.get(schema) ?? withAccessSwapped(schema);
    mirrored.set(schema, found);
    return found;
  }

  function samplerOf(extent: Extent): Sampler {
    const taste = extent === "least" ? { requiredOnly: true, items: { least: 1, most: 1 } } : {};
    const document = mirror(openapi) as JsonObject;
    const sampler = known.get(extent) ?? createSampler(document, () => undefined, taste);
    known.set(extent, sampler);
    return sampler;
  }

  return {
    seed,
    make: (schema, extent, salt) =>
      samplerOf(extent).sample(mirror(schema), { place: "request", isDynamic: true, seed: `${seed} ${salt}` }),
    isValid: (schema, value) => request.check(schema ?? true, "request")(asNumbers(value)).length === 0,
    broken: (schema, value) =>
      request
        .check(
          schema ?? true,
          "request",
        )(asNumbers(value))
        .map(({ instancePath, keyword, params }) => JSON.stringify([instancePath, keyword, params])),
  };
}

/** A copy in which numbers beyond what JavaScript holds are the nearest that it does. */
function asNumbers(value: unknown): unknown {
  if (typeof value === "string") return numberOfMarked(value) ?? value;
  if (Array.isArray(value)) return value.map(asNumbers);
  if (!isObject(value)) return value;
  const copy = {};
  for (const [key, child] of Object.entries(value)) setOwn(copy, key, asNumbers(child));
  return copy;
}

/** A copy in which what was read-only is write-only; members of these names are schemas, and stay as they are. */
function withAccessSwapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withAccessSwapped);
  if (!isObject(value)) return value;
  const copy = {};
  for (const [key, child] of Object.entries(value)) {
    const isFlag = typeof child === "boolean";
    const name = isFlag && key === "readOnly" ? "writeOnly" : isFlag && key === "writeOnly" ? "readOnly" : key;
    setOwn(copy, name, withAccessSwapped(child));
  }
  return copy;
}
