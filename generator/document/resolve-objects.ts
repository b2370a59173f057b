import type { Severity } from "../diagnostics/diagnostic.ts";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { inCurrentDialect, isMarkedNullable, nullableReference } from "../schema/dialect.ts";
import { isNote } from "../schema/equivalence.ts";
import { tolerateFaults } from "../schema/faults.ts";
import { notes } from "../schema/keywords.ts";
import { referenceWith } from "../schema/make.ts";
import { schemaReference } from "../schema/references.ts";
import type { SchemaCollector } from "./collect-schemas.ts";
import { checkContradictions } from "./faults/contradictions.ts";
import { canonicalJson, hasReference, isObject, type JsonObject, setOwn } from "./json.ts";
import type { Library } from "./library.ts";
import { type FieldType, notCarriedYet, type ObjectName, objects, requiredFields } from "./objects.ts";
import { followReference, resolveOnce } from "./reference.ts";
import { below, type Position } from "./source-document.ts";

const maxDepth = 500;

const parameterPlaces = ["path", "query", "header", "cookie"];

/**
 * Copies the objects of a document with all references resolved: one to a schema becomes a reference to a collected
 * schema, any other is replaced by its target. Checks the fields of each object on the way. Maps keep their order, and
 * schemas become JSON Schema 2020-12. A copy is shared wherever its original is, so it must not be changed.
 */
export class ObjectResolver {
  readonly diagnostics: Diagnostics;
  readonly library: Library;
  private readonly schemas: SchemaCollector;
  private readonly copies = new Map<ObjectName, Map<object, unknown>>();
  private depth = 0;

  constructor(library: Library, schemas: SchemaCollector, diagnostics: Diagnostics) {
    this.library = library;
    this.schemas = schemas;
    this.diagnostics = diagnostics;
  }

  /** The resolved copy of an object; undefined where the value is not one. */
  resolve(name: ObjectName, value: unknown, position: Position): JsonObject | undefined {
    const copy = this.one(name, value, position);
    return isObject(copy) ? copy : undefined;
  }

  /** Resolves the reference that a value may be. One that cannot be resolved is reported, and gives undefined. */
  follow(
    value: unknown,
    position: Position,
    severity: Severity = "error",
  ): { value: unknown; position: Position } | undefined {
    if (!hasReference(value)) return { value, position };
    const target = followReference(value.$ref, position, this.library);
    if ("position" in target) return target;
    this.diagnostics.report(severity, target.code, below(position, "$ref"), target.message, { help: target.help });
    return undefined;
  }

  /** The resolved copy of a schema. */
  schemaContent(value: unknown, position: Position): JsonObject | boolean {
    const copy = typeof value === "boolean" ? value : this.one("Schema Object", value, position);
    return typeof copy === "boolean" || isObject(copy) ? copy : true;
  }

  /** Checks the fields of an object. */
  check(name: ObjectName, value: JsonObject, position: Position): void {
    const fields = objects.get(name);
    if (!(fields instanceof Map)) return;
    let absent: string[] | undefined;
    let misspelt = false;
    for (const key of Object.keys(value)) {
      if (fields.has(key) || key.startsWith("x-") || key === "$ref") continue;
      absent ??= [...fields.keys()].filter((field) => !Object.hasOwn(value, field));
      const help = didYouMean(key, absent);
      if (name === "Schema Object" && help === undefined) continue;
      misspelt ||= help !== undefined;
      const severity = help !== undefined && name !== "Schema Object" ? "error" : "warning";
      const message = `${article(name)} has no field "${key}"`;
      this.diagnostics.report(severity, "unknown-field", below(position, key), message, { help, part: "key" });
    }
    if (value["$ref"] !== undefined && !hasReference(value)) {
      const message = `expected a reference, found ${describe(value["$ref"])}; it is ignored`;
      this.diagnostics.report("error", "wrong-type", below(position, "$ref"), message);
    }
    for (const field of misspelt ? [] : (requiredFields.get(name) ?? [])) {
      if (Object.hasOwn(value, field) || hasReference(value)) continue;
      if (field === "responses" && !isBefore31(position)) continue;
      const severity = name === "Parameter Object" ? "error" : "warning";
      this.diagnostics.report(severity, "missing-field", position, `${article(name)} requires the field "${field}"`, {
        part: "key",
      });
    }
    for (const field of notCarriedYet.get(name) ?? []) {
      if (!Object.hasOwn(value, field)) continue;
      const message = `"${field}" is not supported by the client and the mock yet`;
      this.diagnostics.report("warning", "not-carried-yet", below(position, field), message, { part: "key" });
    }
    if (name === "Parameter Object") this.checkPlace(value["in"], below(position, "in"));
    const parameter = (each: unknown) => (hasReference(each) ? this.peek(each.$ref, position) : each);
    checkContradictions(name, { value, position, parameter }, this.diagnostics);
    this.checkRepeated(value, position);
  }

  /** What a reference is to; it is reported where it is followed. */
  private peek(reference: string, position: Position): unknown {
    const target = followReference(reference, position, this.library);
    return "position" in target ? target.value : undefined;
  }

  /** Checks the lists and maps of an object whose fields are not resolved as a whole. */
  checkShapes(name: ObjectName, value: JsonObject, position: Position): void {
    const fields = objects.get(name);
    if (!(fields instanceof Map)) return;
    for (const [field, type] of fields)
      if (Object.hasOwn(value, field)) this.checkShape(type, value[field], below(position, field));
  }

  private checkPlace(place: unknown, position: Position): void {
    if (typeof place !== "string" || parameterPlaces.includes(place) || place === "querystring") return;
    const help = didYouMean(place, parameterPlaces);
    const message = `a parameter must be in ${parameterPlaces.join(", ")}, not in "${place}"; it is ignored`;
    this.diagnostics.report(help === undefined ? "warning" : "error", "wrong-type", position, message, { help });
  }

  /** Reports the keys that occur twice in a map. */
  checkRepeated(value: JsonObject, position: Position): void {
    for (const entry of position.document.repeated.get(value) ?? []) {
      const isSame = canonicalJson(entry.value) === canonicalJson(value[entry.key]);
      const message = isSame
        ? `the key "${entry.key}" occurs twice, with the same content`
        : `the key "${entry.key}" occurs twice, with different content`;
      this.diagnostics.report(
        isSame ? "warning" : "error",
        "duplicate-key",
        { ...below(position, entry.key), offset: entry.offset },
        message,
        { part: "key", related: [below(position, entry.key)] },
      );
    }
  }

  private one(name: ObjectName, value: unknown, position: Position): unknown {
    if (name === "Schema Object") {
      const reference = this.referenceOf(value, position);
      if (reference) return this.schemaReference(reference, position);
    }
    if (!isObject(value)) {
      if (name === "Schema Object" && typeof value === "boolean") return value;
      const severity = value === null ? "warning" : "error";
      this.diagnostics.report(severity, "wrong-type", position, `expected ${article(name)}, found ${describe(value)}`);
      return undefined;
    }
    if (hasReference(value)) {
      // published documents name schemes that they do not define; an operation that requires one is reported itself
      const target = this.follow(value, position, name === "Security Scheme Object" ? "warning" : "error");
      const resolved = target && this.one(name, target.value, target.position);
      const { $ref: _, ...siblings } = value;
      return isObject(resolved) && Object.keys(siblings).length > 0
        ? { ...resolved, ...(this.copy(name, siblings, position) as JsonObject) }
        : resolved;
    }
    const copies = this.copiesOf(name);
    const known = copies.get(value);
    if (known !== undefined) return known;
    this.check(name, value, position);
    return this.copy(name, value, position);
  }

  private copy(name: ObjectName, value: JsonObject, position: Position): unknown {
    const fields = objects.get(name)!;
    if (!(fields instanceof Map)) return this.field(fields as FieldType, value, position);
    const copy = this.copyFields(name, value, position);
    if (name !== "Schema Object") return copy;
    const schema = inCurrentDialect(copy, { isSwagger: this.isSwagger(position) });
    if (schema !== copy) this.copiesOf(name).set(value, schema);
    return schema;
  }

  private copyFields(name: ObjectName, value: JsonObject, position: Position): JsonObject {
    const fields = objects.get(name) as ReadonlyMap<string, FieldType>;
    const copy = {};
    this.copiesOf(name).set(value, copy);
    if (++this.depth > maxDepth) {
      this.diagnostics.report(
        "error",
        "nested-too-deeply",
        position,
        `objects are nested more than ${maxDepth} levels deep`,
      );
      this.depth -= 1;
      return copy;
    }
    const keys = Object.keys(value);
    for (const key of keys) {
      if (key === "$ref") continue; // what is one was followed
      const type = fields.get(key);
      const at = below(position, key);
      const resolved =
        key === "mapping" && name === "Discriminator Object"
          ? this.mapping(value[key], at)
          : type && !this.isSwaggerDiscriminator(type, value[key], at)
            ? this.field(type, value[key], at)
            : value[key];
      if (resolved !== undefined) setOwn(copy, key, resolved);
    }
    this.depth -= 1;
    if (name === "Schema Object") tolerateFaults(copy, position, this.diagnostics);
    if (!isSame(copy, value, keys)) return copy;
    // a large document has tens of thousands of small objects in which nothing has to be resolved
    this.copiesOf(name).set(value, value);
    return value;
  }

  private field(type: FieldType, value: unknown, position: Position): unknown {
    if (!this.checkShape(type, value, position)) return undefined;
    if (type.of === "data") return value;
    if (type.of === "text") return this.text(type, value, position);
    if (type.shape === "one") {
      // before JSON Schema 2020-12, `items` could be an array
      return Array.isArray(value) && type.of === "Schema Object" && position.key === "items"
        ? this.list(type.of, value, position)
        : this.one(type.of, value, position);
    }
    return Array.isArray(value)
      ? this.list(type.of, value, position)
      : this.map(type.of, value as JsonObject, position);
  }

  /** Whether a list is an array and a map is an object; it is told where they are not. */
  private checkShape({ shape }: FieldType, value: unknown, position: Position): boolean {
    if (shape === "one" || (shape === "list" ? Array.isArray(value) : isObject(value))) return true;
    const wanted = shape === "list" ? "an array" : "an object";
    const message = `expected ${wanted}, found ${describe(value)}`;
    this.diagnostics.report(value === null ? "warning" : "error", "wrong-type", position, message);
    return false;
  }

  private list(of: ObjectName, values: readonly unknown[], position: Position): unknown[] {
    const items = values
      .map((value, index) => this.one(of, value, below(position, index)))
      .filter((value) => value !== undefined);
    const isSame = items.length === values.length && items.every((item, index) => item === values[index]);
    return isSame ? (values as unknown[]) : items;
  }

  private map(of: ObjectName, value: JsonObject, position: Position): object {
    // no such map has string values, so `$ref` can only be a reference to a whole map
    if (hasReference(value)) {
      const { $ref: _, ...siblings } = value;
      const target = this.follow(value, position);
      const referred = target && isObject(target.value) ? this.map(of, target.value, target.position) : {};
      return Object.assign(Object.create(null), referred, this.map(of, siblings, position));
    }
    this.checkRepeated(value, position);
    // without a prototype, because these keys are the API's own words, such as `constructor`
    const copy = Object.create(null) as Record<string, unknown>;
    for (const key of Object.keys(value)) {
      const resolved =
        key.startsWith("x-") && !isObject(value[key]) ? undefined : this.one(of, value[key], below(position, key));
      if (resolved !== undefined) copy[key] = resolved;
    }
    return copy;
  }

  /** A string; some publishers keep long descriptions in separate files. */
  private text(type: FieldType, value: unknown, position: Position): unknown {
    if (Array.isArray(value) && type.shape === "list") return value.filter((item) => typeof item === "string");
    const text = hasReference(value) ? this.follow(value, position)?.value : value;
    if (typeof text === "string" || text === undefined) return text;
    if (typeof text === "number" || typeof text === "boolean") return String(text);
    if (text !== null)
      this.diagnostics.report("warning", "wrong-type", position, `expected a string, found ${describe(text)}`);
    return undefined;
  }

  /** The reference that a schema is, or that its dynamic one is where no other schema can be meant. */
  private referenceOf(schema: unknown, position: Position): { readonly $ref: string } | undefined {
    if (hasReference(schema)) return schema;
    if (!isObject(schema) || typeof schema["$dynamicRef"] !== "string") return undefined;
    const { $dynamicRef: $ref, ...siblings } = schema as JsonObject & { readonly $dynamicRef: string };
    const anchor = $ref.slice($ref.indexOf("#") + 1);
    if (this.library.dynamicAnchors(anchor).length <= 1) return { $ref, ...siblings };
    const message = `several schemas have the dynamic anchor "${anchor}", so that any value is taken here`;
    this.diagnostics.report("warning", "ref-unsupported", below(position, "$dynamicRef"), message);
    return undefined;
  }

  private schemaReference(value: { readonly $ref: string }, position: Position): unknown {
    const target = resolveOnce(value.$ref, position, this.library);
    const broken =
      "position" in target && hasReference(target.value) ? followReference(value.$ref, position, this.library) : target;
    if (!("position" in target) || !("position" in broken)) {
      const { code, message, help } = ("position" in target ? broken : target) as {
        code: "ref-not-found";
        message: string;
        help?: string;
      };
      this.diagnostics.report("error", code, below(position, "$ref"), message, { help });
      return undefined;
    }
    const reference = this.schemas.reference(target.position, target.value);
    const { $ref: _, ...siblings }: JsonObject = value;
    const meaningful = Object.keys(siblings).filter((key) => !isNote(key));
    if (isBefore31(position) && isMarkedNullable(siblings)) return this.nullable(reference, siblings, position);
    if (meaningful.length === 0 || isBefore31(position))
      return Object.keys(siblings).length > 0 ? this.annotated(reference, siblings) : reference;
    return inCurrentDialect(referenceWith(reference, this.copyFields("Schema Object", siblings, position)));
  }

  /** A reference beside which null is said to be a value, which the specification does not take for said. */
  private nullable(reference: { $ref: string }, siblings: JsonObject, position: Position): object {
    const { nullableReferences } = this.library;
    const ignored = "the specification ignores that null is a value where it stands beside a `$ref`";
    const message = nullableReferences ? `${ignored}; null is taken here all the same` : ignored;
    this.diagnostics.report("info", "nullable-reference", position, message);
    return this.annotated(nullableReferences ? nullableReference(reference) : reference, siblings);
  }

  /**
   * The mapping of a discriminator: names of schemas, or references to them, turned into references (section 4.8.25).
   */
  private mapping(value: unknown, position: Position): object {
    const copy = Object.create(null) as Record<string, unknown>;
    for (const [key, name] of isObject(value) ? Object.entries(value) : []) {
      if (typeof name !== "string") continue;
      const ref = /[#/]|\.(json|ya?ml)$/.test(name) ? name : schemaReference(name);
      const target = resolveOnce(ref, position, this.library);
      if ("position" in target) copy[key] = this.schemas.reference(target.position, target.value);
      else this.diagnostics.report("warning", target.code, below(position, key), target.message, { help: target.help });
    }
    return copy;
  }

  /** A file without a version has that of the documents that refer to it. */
  private isSwagger({ document }: Position): boolean {
    const isPart = isObject(document.value) && document.value["openapi"] === undefined;
    return document.swagger !== undefined || (isPart && this.library.hasSwagger);
  }

  private isSwaggerDiscriminator(type: FieldType, value: unknown, position: Position): boolean {
    return type.of === "Discriminator Object" && typeof value === "string" && this.isSwagger(position);
  }

  private annotated(reference: object, siblings: JsonObject): object {
    for (const [key, sibling] of Object.entries(inCurrentDialect(siblings)))
      if (notes.has(key)) setOwn(reference, key, sibling);
    return reference;
  }

  private copiesOf(name: ObjectName): Map<object, unknown> {
    const copies = this.copies.get(name) ?? new Map<object, unknown>();
    this.copies.set(name, copies);
    return copies;
  }
}

function isSame(copy: JsonObject, value: JsonObject, keys: readonly string[]): boolean {
  return Object.getPrototypeOf(value) === Object.prototype && keys.every((key) => copy[key] === value[key]);
}

function isBefore31(position: Position): boolean {
  const { value } = position.document;
  return isObject(value) && typeof value["openapi"] === "string" && value["openapi"].startsWith("3.0");
}

function article(name: string): string {
  return `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `the ${typeof value} ${JSON.stringify(value).slice(0, 40)}`;
}
