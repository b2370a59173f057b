import type { TypeCode } from "../../../emit/printing/types.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { runtime, schemaSymbol } from "../../../emit/symbols.ts";
import type { Schema } from "../../../model/model.ts";
import type { ValueSettings } from "../../../model/package-settings.ts";
import { ValuePositions } from "../../../model/values/value-positions.ts";
import { breakCycles } from "../../../schema/break-cycles.ts";
import { haveDiscriminator, withMappings } from "../../../schema/discriminator.ts";
import { printable } from "../../../schema/printable.ts";
import { namedSchemas, type Resolve, schemaId, schemaReference } from "../../../schema/references.ts";
import { Views } from "../../../schema/views.ts";
import { schemasIn } from "../../../schema/walk.ts";
import type { MemberNode } from "./nodes.ts";
import { scanDiscriminators, type TransformContext, transformSchemaObject } from "./openapi-typescript.ts";
import { schemaDoc } from "./schema-doc.ts";
import { type NodeKnowledge, typeCodeOf } from "./type-code.ts";
import { opened, referredFrom, valueType } from "./value-types.ts";

/** The kinds of schemas whose values are written as one string. */
const primitives: ReadonlySet<string> = new Set(["string", "number", "integer", "boolean", "null"]);

/** What openapi-typescript adds to the description of a property of which it makes a discriminating one. */
const descriptionOfMark = /(?:^discriminator enum property added| \(enum property replaced) by openapi-typescript\)?$/;

/** Turns schemas into TypeScript types, by openapi-typescript's own transform functions. */
export class SchemaTypes {
  private readonly context: TransformContext;
  private readonly names: ReadonlyMap<string, string>;
  private readonly contents: ReadonlyMap<string, unknown>;
  /** The schemas of the properties of the type that is being made. */
  private readonly properties = new Map<MemberNode, unknown>();
  private readonly settings: ValueSettings;
  /** The named schemas that requests hold: their enums stay closed. */
  private readonly requested: ReadonlySet<string>;
  private opensEnums = false;
  /** Where values stand that JSON.parse would read otherwise. */
  readonly values: ValuePositions;
  readonly views: Views;
  /** A schema, or what it refers to. */
  readonly resolve: Resolve;

  /** `requests` are the schemas of arguments. */
  constructor(schemas: readonly Schema[], settings: ValueSettings, requests: readonly unknown[]) {
    this.settings = settings;
    this.names = new Map(schemas.map(({ id, name }) => [id, name]));
    const { contents, discriminators } = markDiscriminated(schemas);
    breakCycles(contents);
    this.contents = contents;
    this.views = new Views(schemas);
    this.resolve = namedSchemas(contents);
    this.values = new ValuePositions(contents, settings);
    this.requested = settings.enums === "open" ? referredFrom(requests, contents) : new Set();
    this.context = {
      ...createContext(contents, discriminators, this.properties),
      transform: (schema) => valueType(schema, settings),
      postTransform: (type) => (this.opensEnums ? opened(type) : undefined),
    };
  }

  /** The type of a named schema; what it refers to is imported into the file. */
  ofNamed(id: string, file: SourceFile): TypeCode {
    const isOpen = this.settings.enums === "open" && !this.requested.has(id);
    return this.typeAt(this.contents.get(id), file, { path: schemaReference(id), isOpen });
  }

  /** The type of a schema in a request; what it refers to is imported into the file. */
  ofRequest(schema: unknown, file: SourceFile): TypeCode {
    return this.typeAt(schema, file, { path: "#/inline", isOpen: false });
  }

  /** The type of a schema in a response, whose enums are open where the settings say so. */
  ofResponse(schema: unknown, file: SourceFile): TypeCode {
    return this.typeAt(schema, file, { path: "#/inline", isOpen: this.settings.enums === "open" });
  }

  private typeAt(schema: unknown, file: SourceFile, { path, isOpen }: { path: string; isOpen: boolean }): TypeCode {
    if (schema === undefined) return "unknown";
    this.opensEnums = isOpen;
    const type = transformSchemaObject(printable(schema), {
      path,
      ctx: this.context,
    });
    const known: NodeKnowledge = {
      nameOf: (reference) => this.nameOf(reference, file),
      nameOfType: (name) => (name === "WithRequired" ? file.use(runtime(name)) : name),
      docOf: (member) => schemaDoc(this.properties.get(member)),
    };
    const code = typeCodeOf(type, known);
    this.properties.clear();
    return code;
  }

  /** Whether every value of a schema is a primitive, or an array of primitives. */
  isFlat(schema: unknown, inArray = false, steps = 0): boolean {
    const view = this.views.resolved(schema);
    const isFlat = (each: unknown, isInArray = inArray) => steps < 50 && this.isFlat(each, isInArray, steps + 1);
    switch (view.kind) {
      case "array":
        return !inArray && isFlat(view.items, true);
      case "union":
        return view.alternatives.every((each) => isFlat(each.schema));
      case "intersection":
        return view.parts.every((part) => isFlat(part));
      case "enum":
        return view.values.every((value) => typeof value !== "object");
      case "literal":
        return typeof view.value !== "object";
      default:
        return primitives.has(view.kind);
    }
  }

  /** The name of the schema that a reference leads to, in the file that imports it. */
  private nameOf(reference: string, file: SourceFile): string {
    const id = schemaId(reference);
    const name = id === undefined ? undefined : this.names.get(id);
    return name === undefined ? "unknown" : file.use(schemaSymbol(name));
  }
}

function createContext(
  contents: ReadonlyMap<string, unknown>,
  discriminators: TransformContext["discriminators"],
  properties: Map<MemberNode, unknown>,
): Omit<TransformContext, "postTransform" | "transform"> {
  const resolve = namedSchemas(contents);
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    defaultNonNullable: false,
    discriminators,
    emptyObjectsUnknown: true,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    // the helper type is the runtime's, and not to be added
    injectFooter: [{ name: { escapedText: "WithRequired" } }] as unknown as TransformContext["injectFooter"],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    redoc: undefined as unknown as TransformContext["redoc"],
    resolve: (($ref: string) => resolve({ $ref })) as TransformContext["resolve"],
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transformProperty: (property, schema) => void properties.set(property, schema),
  };
}

/**
 * Lets openapi-typescript find the discriminators. It writes into the schemas that a discriminator chooses from, so it
 * is given copies.
 */
function markDiscriminated(schemas: readonly Schema[]): {
  contents: Map<string, unknown>;
  discriminators: TransformContext["discriminators"];
} {
  const contents = new Map<string, unknown>(schemas.map(({ id, schema }) => [id, printable(schema)]));
  if (!haveDiscriminator(contents.values())) return { contents, discriminators: { objects: {}, refsHandled: [] } };
  const copy = withMappings(new Map(schemas.map(({ id, published }) => [schemaReference(id), published])));
  const copies = Object.create(null) as Record<string, unknown>;
  for (const [id, schema] of contents) {
    copies[id] = copy(schema);
    contents.set(id, copies[id]);
  }
  const discriminators = findDiscriminators({ openapi: "3.1.0", components: { schemas: copies } });
  for (const schema of schemasIn(Object.values(copies))) restoreDescription(schema);
  return { contents, discriminators };
}

/** Takes out what openapi-typescript says of its work in the description of a discriminating property. */
function restoreDescription(schema: Record<string, unknown>): void {
  const { description } = schema;
  if (typeof description !== "string" || !descriptionOfMark.test(description)) return;
  schema["description"] = description.replace(descriptionOfMark, "");
}

function findDiscriminators(document: object): TransformContext["discriminators"] {
  try {
    return scanDiscriminators(document as Parameters<typeof scanDiscriminators>[0], { silent: true });
  } catch (error) {
    // it takes a property called "#/%" for a reference and decodes it; without discriminators the types are wider, not
    // wrong
    if (error instanceof URIError) return { objects: {}, refsHandled: [] };
    throw error;
  }
}
