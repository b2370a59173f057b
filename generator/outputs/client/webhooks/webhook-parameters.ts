import { type Code, codeOf } from "../../../emit/printing/code.ts";
import type { TypeCode } from "../../../emit/printing/types.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import type { Parameter } from "../../../model/model.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";

/** What a header or a query parameter of a webhook is read as, and how. */
interface ReadParameter {
  readonly type: TypeCode;
  /** The object literal of the runtime's `WebhookParameter`. */
  readonly code: Code;
}

/** What the text of a value is turned into. */
type Reading = "text" | "number" | "boolean" | "bigint" | "date";

const valueKinds = new Set(["digits", "bigint", "text", "date"] as const);

/** How a parameter is read: strings, numbers, booleans and lists of them by their types, all else as the text it is. */
export function readParameter(parameter: Parameter, types: SchemaTypes, file: SourceFile): ReadParameter {
  const { name, in: place, isRequired, schema, mediaType, explode } = parameter;
  const view = types.views.resolved(schema);
  const items = view.kind === "array" && !view.isNullable ? view.items : undefined;
  const reading = mediaType === undefined ? readingOf(items ?? schema, types) : undefined;
  const isRepeated = place === "query" && explode;
  return {
    type: reading === undefined ? "string" : types.ofResponse(schema, file),
    code: codeOf({
      name,
      is: reading === "text" ? undefined : reading,
      list: items !== undefined && reading !== undefined ? (isRepeated ? "repeated" : "commas") : undefined,
      required: isRequired || undefined,
    }),
  };
}

/** Undefined for what a text alone does not tell. */
function readingOf(schema: unknown, types: SchemaTypes): Reading | undefined {
  const view = types.views.resolved(schema);
  if (view.isNullable) return undefined;
  const [position] = types.values.of([schema], valueKinds) ?? [];
  const is = position?.texts ?? position?.is;
  if (is !== undefined) return is === "digits" ? "text" : is;
  switch (view.kind) {
    case "string":
      return "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "enum":
      return view.values.every((value) => typeof value === "string") ? "text" : undefined;
    case "literal":
      return typeof view.value === "string" ? "text" : undefined;
    default:
      return undefined;
  }
}
