import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { inCurrentDialect, isMarkedNullable, nullableReference, withNotes } from "../schema/dialect.ts";
import { isNote } from "../schema/equivalence.ts";
import { tolerateFaults } from "../schema/faults.ts";
import { withoutMark } from "../schema/long-integers.ts";
import { allowWhatIsLost, standIn } from "../schema/lost-parts.ts";
import { referenceWith } from "../schema/make.ts";
import type { SchemaCollector } from "./collect-schemas.ts";
import { Dependence } from "./copies/dependence.ts";
import { type MappingMeans, mappedSchema, resolvedMapping } from "./copies/mapping.ts";
import { dynamicTarget, entered, ScopedCopies, type ScopedSchema, scopeAt } from "./dynamic-scope.ts";
import { withKnownExamples } from "./example-values.ts";
import { article, checkFields, checkRepeated, isBefore31, isUsable } from "./faults/check-fields.ts";
import { checkContradictions } from "./faults/contradictions.ts";
import { isAkin, kindAt } from "./faults/kinds.ts";
import { Losses } from "./faults/losses.ts";
import { isReadAsItIs, readPlain, wordsFor } from "./faults/plain-values.ts";
import { readRequirements } from "./faults/security-requirements.ts";
import { hasReference, isObject, type JsonObject, setOwn } from "./json.ts";
import type { Library, Target } from "./library.ts";
import { type FieldType, isNamed, isPlain, mayHoldNames, type ObjectName, objects, type PlainKind } from "./objects.ts";
import { asWritten, followReference, resolveOnce } from "./reference.ts";
import { below, type Position } from "./source-document.ts";

const maxDepth = 500;

/** What a map says by its keys alone: an entry that cannot be read may be anything, but is there. */
const keptByName: ReadonlySet<FieldType["of"]> = new Set(["Schema Object", "Response Object", "Media Type Object"]);

/**
 * Copies the objects of a document with all references resolved: one to a schema becomes a reference to a collected
 * schema, any other is replaced by its target. Checks the fields of each object on the way. Maps keep their order, and
 * schemas become JSON Schema 2020-12. A copy is shared wherever its original is, so it must not be changed.
 */
export class ObjectResolver {
  readonly diagnostics: Diagnostics;
  readonly losses: Losses;
  readonly library: Library;
  private readonly schemas: SchemaCollector;
  private readonly copies = new ScopedCopies<FieldType["of"]>();
  /** The originals of what lacks something. */
  private readonly lacking = new Set<unknown>();
  /** What is referred to as an object of another kind than it is, by its original. */
  private readonly readAs = new Map<unknown, ObjectName>();
  /** The originals of what is being copied. */
  private readonly open = new Set<unknown>();
  private depth = 0;
  private readonly dependence: Dependence;

  private readonly mappingMeans: MappingMeans = {
    resolve: (reference, position) => {
      this.dependence.note();
      return resolveOnce(reference, position, this.library);
    },
    report: (...told) => this.diagnostics.report("warning", ...told),
    reference: (target) => this.reference(target),
  };

  constructor(library: Library, schemas: SchemaCollector, diagnostics: Diagnostics) {
    this.library = library;
    this.schemas = schemas;
    this.diagnostics = diagnostics;
    this.losses = new Losses(diagnostics);
    this.dependence = new Dependence(diagnostics, this.losses);
  }

  /** The resolved copy of an object; undefined where the value is not one. */
  resolve(name: ObjectName, value: unknown, position: Position): JsonObject | undefined {
    const copy = this.one(name, value, position);
    return isObject(copy) ? copy : undefined;
  }

  /** A field of an object that is not resolved as a whole. */
  resolveField(name: ObjectName, field: string, value: unknown, position: Position): unknown {
    const type = (objects.get(name) as ReadonlyMap<string, FieldType>).get(field)!;
    return value === undefined ? undefined : this.field(type, value, position);
  }

  /** Resolves the reference that a value may be. One that cannot be resolved is reported, and gives undefined. */
  follow(value: unknown, position: Position, isNeeded = true): Target | undefined {
    if (!hasReference(value)) return { value, position };
    this.dependence.note();
    const target = followReference(value.$ref, position, this.library);
    if ("position" in target) return target;
    const { help } = target;
    if (!isNeeded) this.diagnostics.report("warning", target.code, below(position, "$ref"), target.message, { help });
    else this.losses.report(target.code, below(position, "$ref"), target.message, target);
    return undefined;
  }

  /** The resolved copy of a schema, and whether it lacks something. */
  schemaContent({ value, position, scope }: ScopedSchema): { content: JsonObject | boolean; isLacking: boolean } {
    const before = this.losses.met;
    // what is no schema was told where it is referred to, and may be anything
    const isSchema = (kindAt(position) ?? "Schema Object") === "Schema Object";
    const noted =
      isObject(value) && typeof value["description"] === "string" ? { description: value["description"] } : true;
    const read = () => this.one("Schema Object", value, position);
    const copy = typeof value === "boolean" ? value : isSchema ? this.copies.within(scope, read) : noted;
    const content = typeof copy === "boolean" || isObject(copy) ? copy : true;
    return { content, isLacking: this.losses.met > before };
  }

  /** Resolves the reference that an object may be. One to an object of another kind is reported where it stands. */
  followTo(name: ObjectName, value: unknown, position: Position): Target | undefined {
    const target = this.follow(value, position, name !== "Security Scheme Object");
    return !target || !hasReference(value) || this.isOfKind(name, target, { reference: value.$ref, position })
      ? target
      : undefined;
  }

  /** Whether what is referred to can be read as what is wanted; it is told at the reference where it is another. */
  private isOfKind(
    wanted: ObjectName,
    target: Target,
    { reference, position }: { reference: string; position: Position },
  ): boolean {
    const kind = kindAt(target.position);
    if (kind === undefined || kind === wanted) return true;
    const found = isPlain(kind) ? wordsFor[kind] : article(kind);
    const message = `expected ${article(wanted)}, but "${asWritten(reference, position)}" refers to ${found}`;
    const at = below(position, "$ref");
    if (isAkin(kind, wanted)) {
      this.diagnostics.report("warning", "wrong-type", at, message);
      this.readAs.set(target.value, wanted);
      return true;
    }
    this.losses.report("wrong-type", at, message);
    return false;
  }

  /** Checks the fields of an object; what is referred to as another kind than it is was told at the reference. */
  check(name: ObjectName, value: JsonObject, position: Position): void {
    if (this.readAs.get(value) === name) {
      this.dependence.note();
      return;
    }
    checkFields(name, value, { position, losses: this.losses });
    checkContradictions(name, { value, position, parameter: this.peek }, this.diagnostics);
  }

  /** What a value is or refers to; a reference is reported where it is followed. */
  private readonly peek = (value: unknown, position: Position): unknown => {
    if (!hasReference(value)) return value;
    this.dependence.note();
    const target = followReference(value.$ref, position, this.library);
    return "position" in target ? target.value : undefined;
  };

  /** Checks the plain fields, lists and maps of an object whose fields are not resolved as a whole. */
  checkShapes(name: ObjectName, value: JsonObject, position: Position): void {
    const fields = objects.get(name);
    for (const [field, type] of fields instanceof Map ? fields : []) {
      if (!Object.hasOwn(value, field)) continue;
      const at = below(position, field);
      if (type.shape !== "one" && type.of !== "requirement") this.checkShape(type, value[field], at);
      else if (isPlain(type.of) || type.of === "External Documentation Object") this.field(type, value[field], at);
    }
  }

  /** Reports the keys that occur twice in a map. */
  checkRepeated(value: JsonObject, position: Position): void {
    checkRepeated(value, position, this.diagnostics);
  }

  /** The resolved copy of a value: that of the last time where it is known to be made of nothing else. */
  private one(name: ObjectName, value: unknown, position: Position): unknown {
    const { copies: kept } = position.document;
    if (!kept || name !== "Schema Object" || !isObject(value)) return this.anew(name, value, position);
    const given = { kept, depth: this.depth, most: maxDepth };
    return this.dependence.copyOf(value, given, () => this.anew(name, value, position));
  }

  private anew(name: ObjectName, value: unknown, position: Position): unknown {
    const scope = name === "Schema Object" ? entered(this.copies.scope, position, this.library) : this.copies.scope;
    if (scope !== this.copies.scope) {
      this.dependence.note();
      return this.copies.within(scope, () => this.anew(name, value, position));
    }
    if (this.lacking.size > 0 && this.lacking.has(value)) this.losses.met += 1;
    const before = this.losses.met;
    const read = this.read(name, value, position);
    if (this.losses.met > before) this.lacking.add(value);
    return read;
  }

  private read(name: ObjectName, value: unknown, position: Position): unknown {
    if (name === "Schema Object") {
      if (hasReference(value)) return this.schemaReference(value, position);
      if (isObject(value) && typeof value["$dynamicRef"] === "string") return this.dynamicReference(value, position);
    }
    if (!isObject(value)) {
      if (name === "Schema Object" && typeof value === "boolean") return value;
      this.losses.wrongType(position, article(name), value);
      return undefined;
    }
    if (hasReference(value)) {
      // what stands beside references may keep a circle of them from being seen as one
      if (this.open.has(value)) return this.inItself(name, value, position);
      this.open.add(value);
      // published documents name schemes that they do not define; an operation that requires one is reported itself
      const target = this.followTo(name, value, position);
      const resolved = target && this.one(name, target.value, target.position);
      this.open.delete(value);
      const { $ref: _, ...siblings } = value;
      return isObject(resolved) && Object.keys(siblings).length > 0
        ? { ...resolved, ...(this.copy(name, siblings, position) as JsonObject) }
        : resolved;
    }
    const copies = this.copies.of(name);
    const known = copies.get(value);
    if (known !== undefined) {
      this.dependence.note();
      return this.open.has(value) ? this.inItself(name, value, position) : known;
    }
    this.check(name, value, position);
    return isUsable(name, value) ? this.copy(name, value, position) : undefined;
  }

  private copy(name: ObjectName, value: JsonObject, position: Position): unknown {
    const fields = objects.get(name)!;
    if (!(fields instanceof Map)) return this.field(fields as FieldType, value, position);
    const copy = this.copyFields(name, value, position);
    const schema = this.inCurrentWords(name, copy, position);
    if (schema !== copy) this.copies.of(name).set(value, schema);
    return schema;
  }

  /** An object in the words of the newest version: schemas those of 3.1, and examples as tools know them. */
  private inCurrentWords(name: ObjectName, copy: JsonObject, position: Position): JsonObject {
    return name === "Schema Object"
      ? inCurrentDialect(copy, this.library.dialectOf(position.document))
      : withKnownExamples(name, copy, position.key);
  }

  /** What stands for an object inside of itself, as a reference to a whole map or a callback leads back to it. */
  private inItself(name: ObjectName, value: JsonObject, position: Position): unknown {
    if (name === "Schema Object") return this.schemas.reference(position, value);
    this.losses.report("ref-cycle", position, `${article(name)} is a part of itself`);
    return undefined;
  }

  private copyFields(name: ObjectName, value: JsonObject, position: Position): JsonObject {
    const fields = objects.get(name) as ReadonlyMap<string, FieldType>;
    const copy = {};
    this.copies.of(name).set(value, copy);
    if (++this.depth > maxDepth) {
      this.losses.report("nested-too-deeply", position, `objects are nested more than ${maxDepth} levels deep`);
      this.depth -= 1;
      return copy;
    }
    this.dependence.reach(this.depth);
    const keys = Object.keys(value);
    this.open.add(value);
    for (const key of keys) {
      if (key === "$ref") continue; // what is one was followed
      const type = fields.get(key);
      const given = value[key];
      const isKept = !type || (name !== "Discriminator Object" && isReadAsItIs(type, given, position));
      const resolved = isKept ? given : this.fieldOf(name, { type, given }, below(position, key));
      if (resolved !== undefined) setOwn(copy, key, resolved);
    }
    this.depth -= 1;
    this.open.delete(value);
    if (name === "Schema Object") tolerateFaults(allowWhatIsLost(copy, value), position, this.diagnostics);
    if (!isSame(copy, value, keys)) return copy;
    // a large document has tens of thousands of small objects in which nothing has to be resolved
    this.copies.of(name).set(value, value);
    return value;
  }

  private fieldOf(name: ObjectName, { type, given }: { type: FieldType; given: unknown }, position: Position): unknown {
    if (name === "Discriminator Object" && position.key === "mapping")
      return resolvedMapping(given, position, this.mappingMeans);
    if (name === "Discriminator Object" && position.key === "defaultMapping")
      return mappedSchema(given, position, this.mappingMeans);
    const isOfSwagger = type.of === "Discriminator Object" && typeof given === "string";
    return isOfSwagger && this.library.isSwagger(position.document) ? given : this.field(type, given, position);
  }

  private field(type: FieldType, given: unknown, position: Position): unknown {
    const value = type.of === "requirement" ? readRequirements(given, position, this.diagnostics) : given;
    if (!this.checkShape(type, value, position)) return undefined;
    const { shape, of } = type;
    if (shape === "list") return this.list(of, value as readonly unknown[], position);
    if (shape === "map") return this.map(of, value as JsonObject, position);
    // before JSON Schema 2020-12, `items` could be an array
    return Array.isArray(value) && of === "Schema Object" && position.key === "items"
      ? this.list(of, value, position)
      : this.value(of, value, position);
  }

  private value(of: FieldType["of"], value: unknown, position: Position): unknown {
    return isPlain(of) ? this.plain(of, value, position) : this.one(of, value, position);
  }

  /** Whether a list is an array and a map is an object; it is told where they are not. */
  private checkShape({ shape }: FieldType, value: unknown, position: Position): boolean {
    if (shape === "one" || (shape === "list" ? Array.isArray(value) : isObject(value))) return true;
    this.losses.wrongType(position, shape === "list" ? "an array" : "an object", value);
    return false;
  }

  private list(of: FieldType["of"], values: readonly unknown[], position: Position): unknown[] {
    if (of === "data") return values as unknown[];
    const copies = this.copies.of(of);
    const known = isPlain(of) ? copies.get(values) : undefined;
    if (known !== undefined) return known as unknown[];
    const items = values
      .map((value, index) => this.value(of, value, below(position, index)) ?? standIn(position.key))
      .filter((value) => value !== undefined);
    const isSame = items.length === values.length && items.every((item, index) => item === values[index]);
    const list = isSame ? (values as unknown[]) : items;
    if (isPlain(of)) copies.set(values, list);
    return list;
  }

  private map(of: FieldType["of"], value: JsonObject, position: Position): object {
    if (of === "data") return value;
    // no map of objects has string values, so `$ref` can only be a reference to a whole map
    if (!isPlain(of) && hasReference(value)) {
      const { $ref: _, ...siblings } = value;
      const target = this.follow(value, position);
      const referred = target && isObject(target.value) ? this.map(of, target.value, target.position) : {};
      return Object.assign(Object.create(null), referred, this.map(of, siblings, position));
    }
    this.checkRepeated(value, position);
    // without a prototype, because these keys are the API's own words, such as `constructor`
    const copy = Object.create(null) as Record<string, unknown>;
    for (const key of Object.keys(value)) {
      const given = value[key];
      const isOfNames = Array.isArray(given) && mayHoldNames(position.key);
      if (key.startsWith("x-") && !isObject(given) && !isOfNames && !isNamed(of, given)) continue;
      const isKept = isOfNames || isReadAsItIs({ shape: "one", of }, given, position);
      const resolved = isKept ? given : this.value(of, given, below(position, key));
      if (resolved !== undefined) copy[key] = resolved;
      else if (keptByName.has(of)) copy[key] = {};
    }
    return copy;
  }

  /** A plain value; some publishers keep long descriptions in separate files. */
  private plain(kind: PlainKind, value: unknown, position: Position): unknown {
    if (kind === "data") return value;
    const given = kind === "text" && hasReference(value) ? this.follow(value, position)?.value : value;
    if (given === undefined || given === null) return undefined;
    const read = readPlain(kind, withoutMark(given));
    if (read === undefined) this.losses.wrongType(position, wordsFor[kind], given);
    return read;
  }

  /** The reference that a dynamic one is where it stands. */
  private dynamicReference({ $dynamicRef, ...siblings }: JsonObject, position: Position): unknown {
    this.dependence.note();
    const $ref = String($dynamicRef);
    return this.schemaReference({ $ref, ...siblings }, position, dynamicTarget($ref, position, this.copies.scope));
  }

  private schemaReference(value: { readonly $ref: string }, position: Position, dynamic?: Target): unknown {
    this.dependence.note();
    const target = dynamic ?? resolveOnce(value.$ref, position, this.library);
    const isChain = !dynamic && "position" in target && hasReference(target.value);
    const broken = isChain ? followReference(value.$ref, position, this.library) : target;
    const fault = [target, broken].find((each) => !("position" in each));
    if (fault && !("position" in fault)) {
      this.losses.report(fault.code, below(position, "$ref"), fault.message, fault);
      return undefined;
    }
    if (!("position" in target)) return undefined;
    // what it refers to keeps its name, and may be anything
    this.isOfKind("Schema Object", target, { reference: value.$ref, position });
    const reference = this.reference(target);
    const { $ref: _, ...siblings }: JsonObject = value;
    const meaningful = Object.keys(siblings).filter((key) => !isNote(key));
    if (isBefore31(position) && isMarkedNullable(siblings)) return this.nullable(reference, siblings, position);
    if (isMarkedNullable(siblings)) this.check("Schema Object", siblings, position);
    if (meaningful.length === 0 || isBefore31(position)) return withNotes(reference, siblings);
    return inCurrentDialect(referenceWith(reference, this.copyFields("Schema Object", siblings, position)));
  }

  /** A reference to a schema as it is where it is referred to. */
  private reference(target: Target): { $ref: string } {
    return this.schemas.reference(target.position, target.value, scopeAt(this.copies.scope, target, this.library));
  }

  /** A reference beside which null is said to be a value, which the specification does not take for said. */
  private nullable(reference: { $ref: string }, siblings: JsonObject, position: Position): object {
    const { nullableReferences } = this.library;
    const ignored = "the specification ignores that null is a value where it stands beside a `$ref`";
    const message = nullableReferences ? `${ignored}; null is taken here all the same` : ignored;
    this.diagnostics.report("info", "nullable-reference", position, message);
    return withNotes(nullableReferences ? nullableReference(reference) : reference, siblings);
  }
}

function isSame(copy: JsonObject, value: JsonObject, keys: readonly string[]): boolean {
  return Object.getPrototypeOf(value) === Object.prototype && keys.every((key) => copy[key] === value[key]);
}
