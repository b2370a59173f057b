import { createRequire } from "node:module";
import type * as openapiTypescript from "openapi-typescript";
import { type MemberNode, type Node, type ReferenceNode, typescriptForTransforms } from "./nodes.ts";

type Transform = typeof openapiTypescript.transformSchemaObject;

/** What openapi-typescript's transforms are given beside a schema, with our nodes in it. */
export interface TransformContext
  extends Omit<Parameters<Transform>[1]["ctx"], "postTransform" | "transform" | "transformProperty"> {
  readonly transform: (schema: unknown) => Node | undefined;
  readonly postTransform: (type: Node) => Node | undefined;
  readonly transformProperty: (property: MemberNode, schema: unknown) => void;
}

/**
 * The modules of openapi-typescript that its transforms consist of, but its entry, which loads a whole reader of
 * documents.
 */
interface Modules {
  readonly transform: {
    default(schema: unknown, options: { readonly path: string; readonly ctx: TransformContext }): Node;
  };
  readonly utilities: {
    createRef(parts: readonly unknown[]): string;
  };
  readonly nodes: {
    addJSDocComment(): void;
    oapiRef(reference: string): ReferenceNode;
  };
}

/**
 * Loads the transforms with a factory of nodes in place of TypeScript, of which they use nothing else: loading
 * TypeScript took as long as all transforms of the GitHub API, and its nodes hold much that nobody reads.
 */
function load(): Modules {
  // Required, not imported: an import could not be given other modules than those that are there.
  const require = createRequire(import.meta.url);
  const paths = {
    transform: require.resolve("openapi-typescript/dist/transform/schema-object.cjs"),
    utilities: require.resolve("openapi-typescript/dist/lib/utils.cjs"),
    nodes: require.resolve("openapi-typescript/dist/lib/ts.cjs"),
  };
  const typescript = createRequire(paths.transform).resolve("typescript");
  // Whoever else requires these modules is to have those with TypeScript, before and after.
  const known = [...Object.values(paths), typescript].map((path) => [path, require.cache[path]] as const);
  for (const [path] of known) delete require.cache[path];
  require.cache[typescript] = { exports: typescriptForTransforms, loaded: true } as unknown as NodeModule;
  try {
    return {
      transform: require(paths.transform) as Modules["transform"],
      utilities: require(paths.utilities) as Modules["utilities"],
      nodes: require(paths.nodes) as Modules["nodes"],
    };
  } finally {
    for (const [path, module] of known) {
      if (module) require.cache[path] = module;
      else delete require.cache[path];
    }
  }
}

const { transform, utilities, nodes } = load();

// Its transforms make a reference to each property, which only serves their messages. Making it takes longer than the
// transform, and throws where a property is called "100%", because it decodes the name.
utilities.createRef = () => "";

// Its comments let a text add tags, so ours take their place.
nodes.addJSDocComment = () => {};

// What it refers to is imported, under the name that it has there.
nodes.oapiRef = (reference) => ({ kind: "Reference", reference });

/** openapi-typescript's transform of one Schema Object. */
export const transformSchemaObject: Modules["transform"]["default"] = transform.default;
