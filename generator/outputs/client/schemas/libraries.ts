import { createRequire } from "node:module";
import type * as openapiTypescript from "openapi-typescript";
import type typescript from "typescript";

// Required, not imported: before an import of a CommonJS module Node reads all its text for the names of its exports,
// which for these takes half a second. And openapi-typescript's entry loads its whole reader of documents, its transforms
// do not.
const require = createRequire(import.meta.url);

/** TypeScript itself, which openapi-typescript makes its types with. */
export const ts = require("typescript") as typeof typescript;

/** openapi-typescript's transform of one Schema Object. */
export const { default: transformSchemaObject } = require("openapi-typescript/dist/transform/schema-object.cjs") as {
  readonly default: typeof openapiTypescript.transformSchemaObject;
};

/** What openapi-typescript's transforms lean on. */
const utilities = require("openapi-typescript/dist/lib/utils.cjs") as {
  readonly scanDiscriminators: typeof openapiTypescript.scanDiscriminators;
  createRef: typeof openapiTypescript.createRef;
};

/** What they make nodes with. */
const nodes = require("openapi-typescript/dist/lib/ts.cjs") as {
  addJSDocComment: typeof openapiTypescript.addJSDocComment;
};

/** openapi-typescript's search for the Discriminator Objects of a document. */
export const { scanDiscriminators } = utilities;

// Its transforms make a reference to each property, which only serves their messages. Making it takes longer than the
// transform, and throws where a property is called "100%", because it decodes the name.
utilities.createRef = () => "";

// Its comments let a text add tags, so ours take their place.
nodes.addJSDocComment = () => {};
