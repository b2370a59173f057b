import { isObject, listIn } from "../../../document/json.ts";
import type { ConstDeclaration } from "../../../emit/printing/declarations.ts";
import { literal, memberName, propertyKey } from "../../../emit/text.ts";
import type { Model } from "../../../model/model.ts";
import type { ValueSettings } from "../../../model/package-settings.ts";
import { listedValue } from "../../../model/values/value-rules.ts";
import { shortHash } from "../../../names/identifiers/hash.ts";
import { pascalCase } from "../../../names/identifiers/identifier.ts";
import { isLongInteger } from "../../../schema/long-integers.ts";
import { Views } from "../../../schema/views.ts";

/** The constants with the values of named enums, by the schema's name; none where the settings want none. */
export function enumConstants({ schemas }: Model, settings: ValueSettings): ReadonlyMap<string, ConstDeclaration> {
  if (!settings.enums.endsWith("const")) return new Map();
  const views = new Views(schemas);
  const inClient = (schema: unknown) => (value: unknown) =>
    isObject(schema) ? listedValue(value, schema, settings) : value;
  const constants = schemas.flatMap(({ name, schema }) => {
    const view = views.view(schema);
    const all = view.kind === "enum" ? view.values : view.kind === "literal" ? [view.value] : [];
    const values = all.filter((value) => /^(?:string|number|boolean)$/.test(typeof value));
    return values.length > 0 && values.length === all.filter((value) => value !== null).length
      ? [[name, constantOf(name, enumKeys(values, writtenKeys(schema)), inClient(schema))] as const]
      : [];
  });
  return new Map(constants);
}

function constantOf(
  name: string,
  keys: ReadonlyMap<string, unknown>,
  inClient: (value: unknown) => unknown,
): ConstDeclaration {
  const keyed = [...keys].map(([key, value]) => [key, inClient(value)] as const);
  return {
    kind: "const",
    name,
    doc: `The values of \`${name}\`.`,
    type: {
      kind: "object",
      members: keyed.map(([key, value]) => ({ name: memberName(key), type: literal(value), isReadonly: true })),
    },
    value: { kind: "object", entries: keyed.map(([key, value]) => [propertyKey(key), literal(value)]) },
  };
}

/**
 * The keys that a document has for the values of an enum, by value: `x-enum-varnames`, or `x-enumNames` as NSwag writes
 * it. Lists of another length say nothing.
 */
function writtenKeys(schema: unknown): ReadonlyMap<unknown, string> {
  if (!isObject(schema)) return new Map();
  const values = listIn(schema, "enum");
  const names = ["x-enum-varnames", "x-enumNames"].map((keyword) => listIn(schema, keyword));
  const [found = []] = names.filter(({ length }) => length === values.length);
  return new Map(
    values.flatMap((value, index) => {
      const name = found[index];
      if (typeof name !== "string" || name.trim() === "") return [];
      return [[value, /^[A-Za-z]\w*$/.test(name) ? name : pascalCase(name)] as const];
    }),
  );
}

/**
 * The values of an enum by key. A key is what the document has for it, else made of its value alone. Of several values
 * that would have the same one, the first in the document has it, the others have a hash of theirs besides: a value
 * that is added moves no key.
 */
export function enumKeys(
  values: readonly unknown[],
  written: ReadonlyMap<unknown, string> = new Map(),
): ReadonlyMap<string, unknown> {
  const keys = new Map<string, unknown>();
  for (const value of new Set(values)) {
    const wanted = written.get(value) ?? keyOf(value);
    let key = wanted;
    for (let round = 0; keys.has(key); round += 1)
      key = `${wanted}_${shortHash(JSON.stringify(value), { length: Math.min(6 + round, 9), round })}`;
    keys.set(key, value);
  }
  return keys;
}

function keyOf(value: unknown): string {
  if (value === "") return "Empty";
  const text = String(value);
  if ((typeof value === "number" && value < 0) || (isLongInteger(value) && text.startsWith("-")))
    return `Minus${pascalCase(text.slice(1)).replace(/^_/, "")}`;
  return pascalCase(text, `Value_${shortHash(JSON.stringify(value))}`);
}
