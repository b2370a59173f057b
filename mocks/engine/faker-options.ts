import { getOwn, isObject, type JsonObject } from "../../generator/document/json.ts";
import type { Taste } from "../samples/sampler.ts";

/** What a document says of made-up values. */
export interface FakerOptions {
  /** The language of faker. */
  readonly locale: string | undefined;
  readonly taste: Partial<Taste>;
}

/** Reads `x-json-schema-faker` at the root, whose names are written `minItems` or `min-items`, as Prism does. */
export function fakerOptionsOf(openapi: JsonObject): FakerOptions {
  const extension = openapi["x-json-schema-faker"];
  const options = Object.fromEntries(
    Object.entries(isObject(extension) ? extension : {}).map(([name, value]) => [inCamelCase(name), value]),
  );
  const count = (name: string) => {
    const value = getOwn(options, name);
    return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
  };
  const [least, most] = [count("minItems"), count("maxItems")];
  const locale = getOwn(options, "locale");
  return {
    locale: typeof locale === "string" ? locale : undefined,
    taste: {
      requiredOnly: getOwn(options, "requiredOnly") === true,
      usesDefaults: getOwn(options, "useDefaultValue") === true,
      usesExamples: getOwn(options, "useExamplesValue") === true,
      ...((least !== undefined || most !== undefined) && {
        items: { least: Math.min(least ?? 1, most ?? Number.POSITIVE_INFINITY), most: most ?? Math.max(least ?? 0, 4) },
      }),
    },
  };
}

function inCamelCase(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
