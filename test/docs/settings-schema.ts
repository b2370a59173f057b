import { type JsonObject, setOwn } from "../../generator/document/json.ts";
import type { Group, Kind, Pattern, Setting } from "../../generator/settings/table/setting.ts";
import { settingsTable } from "../../generator/settings/table/table.ts";

/** The JSON Schema of a settings file, as editors use it: draft 7, which all of them know. */
export function settingsSchema(): string {
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Settings of one API for twinspec",
    description:
      "twinspec.yaml, twinspec.yml or twinspec.json, beside the documents of the API. Relative paths are " +
      "relative to its folder.",
    ...schemaOf(settingsTable),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function schemaOf(kind: Kind): JsonObject {
  switch (kind.kind) {
    case "string":
      return stringSchema(kind.pattern);
    case "choice":
      return { enum: kind.of };
    case "boolean":
      return { type: "boolean" };
    case "integer":
      return {
        type: "integer",
        ...(kind.minimum !== undefined && { minimum: kind.minimum }),
        ...(kind.maximum !== undefined && { maximum: kind.maximum }),
      };
    case "list":
      return { type: "array", ...(kind.isNotEmpty && { minItems: 1 }), items: schemaOf(kind.of) };
    case "map": {
      const { names, of } = kind;
      const propertyNames = names && ("regExp" in names ? { pattern: names.regExp.source } : { enum: names.of });
      return { type: "object", ...(propertyNames && { propertyNames }), additionalProperties: schemaOf(of) };
    }
    case "group":
      return groupSchema(kind);
    case "either":
      return { anyOf: kind.of.map(schemaOf) };
    case "any":
      return {};
  }
}

/** A string; known ones are listed too, so that editors complete them. */
function stringSchema(pattern: Pattern | undefined): JsonObject {
  const schema = { type: "string", ...(pattern && { pattern: pattern.regExp.source }) };
  return pattern?.known ? { anyOf: [{ enum: pattern.known }, schema] } : schema;
}

function groupSchema({ keys }: Group): JsonObject {
  const properties = {};
  const dependencies: Record<string, string[]> = {};
  for (const [key, setting] of Object.entries(keys)) {
    setOwn(properties, key, settingSchema(setting));
    if (setting.formerly !== undefined)
      setOwn(properties, setting.formerly, { ...schemaOf(setting), description: `Renamed: ${key}.`, deprecated: true });
    if (setting.needs !== undefined) dependencies[key] = [setting.needs];
  }
  const required = Object.entries(keys).flatMap(([key, { isRequired }]) => (isRequired ? [key] : []));
  return {
    type: "object",
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties,
    ...(Object.keys(dependencies).length > 0 && { dependencies }),
  };
}

function settingSchema(setting: Setting): JsonObject {
  const { about, otherwise, default: standard } = setting;
  const description = [about, otherwise && `Default: ${otherwise}.`].filter(Boolean).join(" ");
  const isScalar = standard !== undefined && typeof standard !== "object";
  return {
    ...(description !== "" && { description }),
    ...schemaOf(setting),
    ...(isScalar && { default: standard }),
  };
}
