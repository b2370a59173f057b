import type { TypeCode } from "../../../emit/printing/types.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { runtime, schemaSymbol } from "../../../emit/symbols.ts";
import { isBinaryString } from "../../../model/media-type.ts";
import type { Schema } from "../../../model/model.ts";
import type { ValueSettings } from "../../../model/package-settings.ts";
import { ValuePositions } from "../../../model/values/value-positions.ts";
import { builtIn, listSubtypes } from "../../../schema/printable/bases.ts";
import { breakCycles } from "../../../schema/printable/break-cycles.ts";
import { type Form, type OwnType, ownTypeOf } from "../../../schema/printable/form.ts";
import type { Naming } from "../../../schema/printable/labels.ts";
import { NormalForm } from "../../../schema/printable/normal-form.ts";
import { contentsById, namedSchemas, type Resolve, schemaId, schemaReference } from "../../../schema/references.ts";
import { subtypesIn } from "../../../schema/subtypes.ts";
import { Views } from "../../../schema/views.ts";
import { schemasIn } from "../../../schema/walk.ts";
import type { MemberNode, Node } from "./nodes.ts";
import { type TransformContext, transformSchemaObject } from "./openapi-typescript.ts";
import { ownNode } from "./own-types.ts";
import { schemaDoc } from "./schema-doc.ts";
import { type NodeKnowledge, typeCodeOf } from "./type-code.ts";
import { opened, referredFrom, valueType } from "./value-types.ts";

/** The kinds of schemas whose values are written as one string. */
const primitives: ReadonlySet<string> = new Set(["string", "number", "integer", "boolean", "null"]);

/** Turns schemas into TypeScript types, by openapi-typescript's own transform functions. */
export class SchemaTypes {
  private readonly context: TransformContext;
  private readonly schemas: readonly Schema[];
  /** By id, as types show them. */
  private readonly contents: Map<string, unknown>;
  private readonly naming: Naming;
  private readonly names: ReadonlyMap<string, string>;
  private readonly forms: NormalForm;
  /** The forms of the properties of the type that is being made. */
  private readonly properties = new Map<MemberNode, unknown>();
  private readonly settings: ValueSettings;
  /** The nodes of own types of the type that is being made: openapi-typescript asks twice for those of properties. */
  private readonly own = new Map<OwnType, Node>();
  /** The named schemas that requests hold: their enums stay closed, and their optional members take undefined. */
  private readonly requested: ReadonlySet<string>;
  /** The named schemas that hold text where others hold files: those of JSON alone, which has no bytes. */
  private readonly textual: ReadonlySet<string>;
  private readonly withFiles: ReadonlySet<string>;
  private opensEnums = false;
  private holdsFiles = false;
  /** Where values stand that JSON.parse would read otherwise. */
  readonly values: ValuePositions;
  readonly views: Views;
  /** A schema, or what it refers to. */
  readonly resolve: Resolve;

  /** `used` are the schemas of arguments, and of everything with and without files. */
  constructor(
    schemas: readonly Schema[],
    settings: ValueSettings,
    used: {
      readonly requests: readonly unknown[];
      readonly files: readonly unknown[];
      readonly texts: readonly unknown[];
    },
  ) {
    this.settings = settings;
    this.names = new Map(schemas.map(({ id, name }) => [id, name]));
    this.schemas = schemas;
    this.contents = contentsById(schemas);
    this.naming = namingOf(schemas);
    const { contents, naming } = this;
    listSubtypes(contents, {
      standForSubtypes: settings.baseSchemas === "subtypes",
      isInput: (id) => naming.originalOf(id) !== id,
    });
    breakCycles(contents);
    this.forms = new NormalForm({ ...naming, contents });
    this.views = new Views(schemas);
    this.resolve = namedSchemas(contents);
    this.values = new ValuePositions(contents, settings);
    const inputs = schemas.flatMap(({ id, inputOf }) => (inputOf === undefined ? [] : [id]));
    this.requested = new Set([...referredFrom(used.requests, contents), ...inputs]);
    this.withFiles = referredFrom(used.files, contents);
    this.textual = new Set([...referredFrom(used.texts, contents)].filter((id) => !this.withFiles.has(id)));
    this.context = {
      ...createContext(this.properties),
      transform: (form) => this.ownNode(form) ?? valueType(form, settings, this.holdsFiles),
      postTransform: (type) => (this.opensEnums ? opened(type) : undefined),
    };
  }

  /**
   * All that types are made from of each named schema, by its id, with references to what it leads to: what is built on
   * a schema with a discriminator tells its values, too.
   */
  facts(): ReadonlyMap<string, readonly unknown[]> {
    const { contents, naming, schemas } = this;
    const subtypes = [builtIn(naming.published), subtypesIn(contents), subtypesIn(naming.published)];
    const holdFiles = this.withFiles.size > 0;
    return new Map(
      schemas.map((schema) => {
        const { id } = schema;
        const sets = [this.requested, this.textual, this.withFiles].map((ids) => ids.has(id));
        const related = [naming.originalOf(id), ...subtypes.flatMap((each) => each.get(id) ?? [])];
        return [id, [schema, contents.get(id), holdFiles, sets, related.map(schemaReference)]];
      }),
    );
  }

  /** The type of a named schema; what it refers to is imported into the file. */
  ofNamed(id: string, file: SourceFile): TypeCode {
    this.holdsFiles = !this.textual.has(id);
    return this.typeOf(this.forms.named(id), file, this.requested.has(id));
  }

  /** The type of a schema in a request; what it refers to is imported into the file. */
  ofRequest(schema: unknown, file: SourceFile): TypeCode {
    this.holdsFiles = false;
    return schema === undefined ? "unknown" : this.typeOf(this.forms.of(schema), file, true);
  }

  /** The same, where the request is a form with files. */
  ofUpload(schema: unknown, file: SourceFile): TypeCode {
    this.holdsFiles = true;
    return schema === undefined ? "unknown" : this.typeOf(this.forms.of(schema), file, true);
  }

  /** Whether the type of a request that is no upload has files all the same, because an upload refers to it too. */
  mayHoldFile(schema: unknown): boolean {
    if (this.withFiles.size === 0) return false;
    for (const each of schemasIn([schema], this.resolve)) if (isBinaryString(each)) return true;
    return false;
  }

  /** The type of a schema in a response, whose enums are open where the settings say so. */
  ofResponse(schema: unknown, file: SourceFile): TypeCode {
    this.holdsFiles = false;
    return schema === undefined ? "unknown" : this.typeOf(this.forms.of(schema), file, false);
  }

  private typeOf(form: Form, file: SourceFile, isRequested: boolean): TypeCode {
    this.opensEnums = this.settings.enums.startsWith("open") && !isRequested;
    const known: NodeKnowledge = {
      nameOf: (reference) => this.nameOf(reference, file),
      nameOfType: (name) => (name === "WithRequired" || name === "Without" ? file.use(runtime(name)) : name),
      docOf: (member) => schemaDoc(this.forms.sourceOf(this.properties.get(member))),
      takesUndefined: isRequested,
    };
    const code = typeCodeOf(this.print(form), known);
    this.properties.clear();
    this.own.clear();
    return code;
  }

  private print(form: Form): Node {
    return transformSchemaObject(form, { path: "#/inline", ctx: this.context });
  }

  private ownNode(form: unknown): Node | undefined {
    const type = ownTypeOf(form);
    if (type === undefined) return undefined;
    const node = this.own.get(type) ?? ownNode(type, (each) => this.print(each), this.settings);
    this.own.set(type, node);
    return node;
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

function namingOf(schemas: readonly Schema[]): Naming {
  const ids = new Map(schemas.map(({ id, name }) => [name, id]));
  const names = new Map(schemas.map(({ id, published }) => [id, published]));
  const originals = new Map(schemas.map(({ id, inputOf }) => [id, inputOf === undefined ? id : ids.get(inputOf)]));
  return {
    published: contentsById(schemas),
    nameOf: (id) => names.get(id) ?? id,
    originalOf: (id) => originals.get(id) ?? id,
  };
}

function createContext(properties: Map<MemberNode, unknown>): Omit<TransformContext, "postTransform" | "transform"> {
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    defaultNonNullable: false,
    // all that a discriminator says is in the forms
    discriminators: { objects: {}, refsHandled: [] },
    emptyObjectsUnknown: true,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    redoc: undefined as unknown as TransformContext["redoc"],
    resolve: () => undefined,
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transformProperty: (property, schema) => void properties.set(property, schema),
  };
}
