import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { resolvePointer } from "../../generator/schema/references.ts";
import { boundPattern } from "../../mocks/validation/patterns/bounded-pattern.ts";

/** What is wrong with a value by its schema, in ajv's words; undefined where nothing is. Throws where ajv cannot say. */
export type Judge = (schema: unknown, value: unknown) => string | undefined;

const base = "http://document/";
const named = "#/components/schemas/";
const types = new Set(["array", "boolean", "integer", "null", "number", "object", "string"]);

/**
 * Judges by ajv alone, over the document's own schemas: nothing of the mock's compiler, dialect or views has a part in
 * it. A schema of OpenAPI 3.0 is read as one of JSON Schema: `nullable`, exclusive bounds that are boolean, references
 * without what stands beside them. Members of responses that are `writeOnly` need not be there.
 */
export function createJudge(openapi: JsonObject): Judge {
  const isOld = String(openapi["openapi"]).startsWith("3.0");
  const whole = asJsonSchema(openapi) as JsonObject;
  const [strict, lenient] = [true, false].map(create) as [Ajv2020, Ajv2020];
  const compiled = new Map<unknown, ValidateFunction>();

  return (schema, value) => {
    const validate = compiled.get(schema) ?? compile(schema);
    compiled.set(schema, validate);
    if (validate(value)) return undefined;
    const [error] = validate.errors ?? [];
    return `${error?.keyword}: ${error?.instancePath} ${error?.message}`;
  };

  /** Patterns are those of ECMA-262, with the flag `u` where they can be read so. */
  function compile(schema: unknown): ValidateFunction {
    const own = asJsonSchema(schema) as JsonObject;
    try {
      return strict.compile(own);
    } catch (error) {
      if (!/regular expression/i.test(String(error))) throw error;
      return lenient.compile(own);
    }
  }

  function create(unicodeRegExp: boolean): Ajv2020 {
    const options = { strict: false, validateSchema: false, logger: false, multipleOfPrecision: 9 } as const;
    const ajv = new Ajv2020({ ...options, unicodeRegExp, code: { regExp } });
    addFormats.default(ajv);
    ajv.addSchema(whole, base);
    // On their own, or ajv would compile them anew for each schema that refers to them.
    const { schemas } = (whole["components"] ?? {}) as { readonly schemas?: JsonObject };
    for (const [name, schema] of Object.entries(schemas ?? {}))
      if (isObject(schema)) ajv.addSchema(schema, addressOf(named + pointerPart(name)));
    return ajv;
  }

  function addressOf(reference: string): string {
    if (!reference.startsWith("#")) return reference;
    const name = reference.startsWith(named) ? reference.slice(named.length) : "";
    return name === "" || name.includes("/") ? `${base}${reference}` : `${base}schemas/${name}`;
  }

  function asJsonSchema(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(asJsonSchema);
    if (!isObject(value)) return value;
    const { $ref: reference } = value;
    if (typeof reference === "string") {
      const moved = { $ref: addressOf(reference) };
      if (isOld) return moved;
      return { ...mapped(value), ...moved };
    }
    return isOld ? modern(mapped(value)) : mapped(value);
  }

  function mapped(value: JsonObject): Record<string, unknown> {
    const copy: Record<string, unknown> = Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, asJsonSchema(child)]),
    );
    const { required, properties } = value;
    if (Array.isArray(required) && isObject(properties))
      copy["required"] = required.filter((name) => !isWriteOnly(properties[String(name)]));
    if (typeof copy["type"] === "string" && !types.has(copy["type"])) delete copy["type"];
    return copy;
  }

  function isWriteOnly(property: unknown): boolean {
    const own =
      isObject(property) && typeof property["$ref"] === "string" ? resolvePointer(openapi, property["$ref"]) : property;
    return isObject(own) && own["writeOnly"] === true;
  }
}

/** Some published patterns take years for some texts: there is no verdict on these. */
const regExp = Object.assign(
  (source: string, flags: string) => {
    return {
      ...boundPattern(new RegExp(source, flags), () => {
        throw new Error(`the pattern ${source} takes too long`);
      }),
      // ajv tells them apart by it
      toString: () => `/${source}/${flags}`,
    };
  },
  { code: "new RegExp" },
);

function pointerPart(name: string): string {
  return encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
}

function modern(schema: Record<string, unknown>): Record<string, unknown> {
  if (schema["nullable"] === true && typeof schema["type"] === "string") schema["type"] = [schema["type"], "null"];
  for (const [bound, exclusive] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    if (typeof schema[exclusive] !== "boolean") continue;
    const isExclusive = schema[exclusive];
    delete schema[exclusive];
    if (!isExclusive || typeof schema[bound] !== "number") continue;
    schema[exclusive] = schema[bound];
    delete schema[bound];
  }
  return schema;
}
