import { isObject, type JsonObject, setOwn } from "../../document/json.ts";
import type { MediaType } from "../../model/model.ts";
import type { ValueSettings } from "../../model/package-settings.ts";
import type { Positions } from "../../model/values/compact-positions.ts";
import { ValuePositions } from "../../model/values/value-positions.ts";
import { type ValueKind, valueKind } from "../../model/values/value-rules.ts";
import { keywords } from "../../schema/keywords.ts";
import type { Subschema } from "../../schema/parts.ts";
import { withUsablePatterns } from "../../schema/patterns/usable-patterns.ts";
import { contentsById, namedSchemas, type Resolve, referredId } from "../../schema/references.ts";
import { isNullable, typesOf } from "../../schema/types.ts";
import { withChildren } from "../../schema/walk.ts";

/** Whether JSON Schema has no such keyword, or an input without references to documents has no use for it. */
function isForeign(keyword: string): boolean {
  const known = keywords.get(keyword);
  return (
    keyword === "$ref" ||
    keyword.startsWith("x-") ||
    known?.role === "core" ||
    known?.role === "old" ||
    known?.holds === "discriminator-object" ||
    known?.holds === "docs" ||
    keyword === "xml"
  );
}

/** What a client takes as text, although it is an integer on the wire. */
const texts: ReadonlySet<ValueKind> = new Set(["digits", "bigint", "text"]);

/**
 * Turns the schemas of a model into JSON Schema 2020-12 that refers to `#/$defs/<name>`. Where the client takes
 * integers of 64 bits as text, so does the schema: JSON numbers lose digits in most readers.
 */
export class ToolSchemas {
  /** The schemas that were referred to so far, by name. */
  readonly referred: Map<string, unknown> = new Map();
  private readonly schemas: ReadonlyMap<string, { readonly name: string; readonly schema: unknown }>;
  private readonly values: ValueSettings;
  private readonly positions: ValuePositions;
  private readonly resolve: Resolve;

  /** `schemas` are those of the model. */
  constructor(
    schemas: readonly { readonly id: string; readonly name: string; readonly schema: unknown }[],
    values: ValueSettings,
  ) {
    this.schemas = new Map(schemas.map((schema) => [schema.id, schema]));
    this.values = values;
    const contents = contentsById(schemas);
    this.resolve = namedSchemas(contents);
    this.positions = new ValuePositions(contents, values);
  }

  /** A schema as a tool's input has it; everything it refers to is in `referred` then. */
  convert(given: unknown): unknown {
    if (!isObject(given)) return given === false ? false : {};
    const schema = withChildren(withUsablePatterns(this.withTexts(given)), (child, key) =>
      key === undefined && typeof child === "boolean" ? child : (this.convert(child) as Subschema),
    );
    const converted = {};
    for (const [keyword, value] of Object.entries(schema)) if (!isForeign(keyword)) setOwn(converted, keyword, value);
    const id = referredId(given);
    if (id !== undefined) this.refer(id, converted);
    return converted;
  }

  /** What a tool takes for a body of text: a string, whatever its schema says of what is written there. */
  convertText({ type, schema }: MediaType): unknown {
    const resolved = this.resolve(schema);
    const isString = isObject(resolved) && typesOf(resolved).join() === "string";
    return isString ? this.convert(schema) : { type: "string", contentMediaType: type };
  }

  /** An example of a schema's value, if there is one, as the client takes it. */
  shown(schema: unknown, example: unknown): unknown {
    const positions = example === undefined ? undefined : this.positions.of([schema], texts);
    return positions ? textsAt(positions, example) : example;
  }

  private withTexts(schema: JsonObject): JsonObject {
    const { examples, default: standard, format } = schema;
    const kind = valueKind(schema, this.values);
    return {
      ...schema,
      ...((kind === "digits" || kind === "bigint") && {
        type: textType(schema),
        ...(Array.isArray(schema["enum"]) && { enum: schema["enum"].map(textOf) }),
        ...(Object.hasOwn(schema, "const") && { const: textOf(schema["const"]) }),
        pattern: format === "uint64" ? "^\\d+$" : "^-?\\d+$",
      }),
      ...(Array.isArray(examples) && { examples: examples.map((each) => this.shown(schema, each)) }),
      ...(standard !== undefined && { default: this.shown(schema, standard) }),
    };
  }

  private refer(id: string, converted: object): void {
    const schema = this.schemas.get(id);
    if (!schema) return;
    setOwn(converted, "$ref", `#/$defs/${encodeURIComponent(schema.name)}`);
    if (this.referred.has(schema.name)) return;
    // Before it is converted: it may refer to itself.
    this.referred.set(schema.name, {});
    this.referred.set(schema.name, this.convert(schema.schema));
  }
}

/** The types of a schema with text in place of numbers. */
function textType(schema: JsonObject): unknown {
  return isNullable(schema) ? ["string", "null"] : "string";
}

function textOf(value: unknown): unknown {
  return typeof value === "number" ? String(value) : value;
}

/** A value with text in place of the integers at the positions. */
function textsAt(positions: Positions, value: unknown, index = 0): unknown {
  const { is, properties = {}, items, values } = positions[index]!;
  if (typeof value === "number") return is !== undefined && Number.isSafeInteger(value) ? String(value) : value;
  if (Array.isArray(value)) return value.map((each) => (items === undefined ? each : textsAt(positions, each, items)));
  if (!isObject(value)) return value;
  const copy = {};
  for (const [name, member] of Object.entries(value)) {
    const at = Object.hasOwn(properties, name) ? properties[name] : values;
    setOwn(copy, name, at === undefined ? member : textsAt(positions, member, at));
  }
  return copy;
}
