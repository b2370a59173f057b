import { isObject, type JsonObject, listIn, setOwn } from "../../../document/json.ts";
import { type Code, codeOf, type ObjectCode, pureCall } from "../../../emit/printing/code.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { runtime } from "../../../emit/symbols.ts";
import { propertyKey } from "../../../emit/text.ts";
import type { View } from "../../../schema/view.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";

/** What the code of encodings is made with. */
interface Means {
  readonly types: SchemaTypes;
  readonly file: SourceFile;
}

/** Encoding Objects by property, and the schema of what they encode. */
interface Described {
  readonly encoding?: unknown;
  readonly schema?: unknown;
}

/** Encoding Objects by position, and the schema of what they encode. */
interface DescribedParts {
  readonly prefixEncoding?: unknown;
  readonly itemEncoding?: unknown;
  readonly schema?: unknown;
}

/** How properties are written, by name; undefined where nothing is said of any. */
export function encodingCode(described: readonly Described[], means: Means): Code | undefined {
  const entries = new Map<string, Code>();
  const said = described.filter(({ encoding }) => isObject(encoding));
  for (const { encoding, schema } of said)
    for (const [property, each] of Object.entries(encoding as JsonObject))
      if (isObject(each))
        entries.set(propertyKey(property), oneEncoding(each, { schema: memberOf(schema, property, means) }, means));
  return said.length === 0 ? undefined : { kind: "object", entries: [...entries] };
}

/** The arguments of `writeParts` and `partsMessage`. */
export function partsCode({ prefixEncoding, itemEncoding, schema }: DescribedParts, means: Means): Code {
  const entries: (readonly [string, Code])[] = [];
  const at = (encoding: unknown, index: number) =>
    oneEncoding(
      isObject(encoding) ? encoding : {},
      { schema: itemOf(schema, index, means), isPositioned: true },
      means,
    );
  const prefix = Array.isArray(prefixEncoding) ? prefixEncoding : [];
  if (prefix.length > 0) entries.push(["prefix", { kind: "array", items: prefix.map(at) }]);
  if (isObject(itemEncoding)) entries.push(["item", at(itemEncoding, prefix.length)]);
  return { kind: "object", entries };
}

function oneEncoding(
  described: JsonObject,
  { schema, isPositioned = false }: { readonly schema: unknown; readonly isPositioned?: boolean },
  means: Means,
): Code {
  const { contentType, style, explode, allowReserved } = described;
  const headers = headersOf(described["headers"], { isPositioned }, means);
  const own = isPositioned ? { contentType, headers } : { contentType, style, explode, allowReserved, headers };
  const { entries } = codeOf(own) as ObjectCode;
  return { kind: "object", entries: [...entries, ...nested(described, { schema, isPositioned }, means)] };
}

/** What writes a value that is a multipart message itself. */
function nested(
  described: JsonObject,
  { schema, isPositioned }: { readonly schema: unknown; readonly isPositioned: boolean },
  means: Means,
): ObjectCode["entries"] {
  const { encoding, prefixEncoding, itemEncoding } = described;
  const { file } = means;
  if (listIn(described, "prefixEncoding").length > 0 || isObject(itemEncoding)) {
    // by name, each item of an array is encoded; where none of them is an array, the array itself can be meant alone
    const isOfArrays = isPositioned || isArray(itemOf(schema, 0, means), means);
    const inner = isPositioned || !isOfArrays ? schema : itemOf(schema, 0, means);
    const message = pureCall(
      file.use(runtime("partsMessage")),
      partsCode({ prefixEncoding, itemEncoding, schema: inner }, means),
    );
    return [["message", message], ...(isOfArrays ? [] : [["isWhole", "true"] as const])];
  }
  const inner = !isPositioned && isArray(schema, means) ? itemOf(schema, 0, means) : schema;
  const members = encodingCode([{ encoding, schema: inner }], means);
  return members === undefined ? [] : [["message", pureCall(file.use(runtime("membersMessage")), members)]];
}

function memberOf(schema: unknown, name: string, { types }: Means): unknown {
  const view = types.views.resolved(schema);
  return view.kind === "object" ? view.members.get(name)?.schema : undefined;
}

function itemOf(schema: unknown, index: number, { types }: Means): unknown {
  const view = types.views.resolved(schema);
  if (view.kind === "tuple") return view.prefix[index] ?? view.rest;
  return view.kind === "array" ? view.items : undefined;
}

function isArray(schema: unknown, { types }: Means): boolean {
  return schema !== undefined && /^(?:array|tuple)$/.test(types.views.resolved(schema).kind);
}

/**
 * The headers of a part that can have one value alone; `Content-Type` is said elsewhere (section 4.8.15), and
 * `Content-Disposition` where parts have names.
 */
function headersOf(
  headers: unknown,
  { isPositioned }: { readonly isPositioned: boolean },
  { types }: Means,
): object | undefined {
  const own = {};
  const reserved = isPositioned ? /^content-type$/i : /^content-(?:type|disposition)$/i;
  for (const [name, header] of Object.entries(isObject(headers) ? headers : {})) {
    const value = isObject(header) ? onlyValueOf(types.views.resolved(schemaOf(header))) : undefined;
    const isSendable = /^[!#$%&'*+.^`|~\w-]+$/.test(name) && /^[ -~]*$/.test(String(value));
    if (value !== undefined && typeof value !== "object" && isSendable && !reserved.test(name))
      setOwn(own, name, String(value));
  }
  return Object.keys(own).length === 0 ? undefined : own;
}

/** The schema of a header, which may stand below a media type. */
function schemaOf({ schema, content }: JsonObject): unknown {
  const [media] = isObject(content) ? Object.values(content) : [];
  return schema ?? (isObject(media) ? media["schema"] : undefined);
}

function onlyValueOf(view: View): unknown {
  if (view.kind === "literal") return view.value;
  return view.kind === "enum" && view.values.length === 1 ? view.values[0] : view.notes.default;
}
