import type { JsonObject } from "./json.ts";
import type { Position } from "./source-document.ts";

/**
 * All documents of an API, resolved into one. References outside schemas are replaced by what they refer to;
 * references to schemas are `#/components/schemas/<id>`, where the id is that of an `ApiSchema`. Maps have the order
 * of the documents, which is for readers: nothing that has a name may depend on it.
 */
export interface Api {
  /** The highest OpenAPI version among the documents. */
  readonly openapi: string;
  readonly info: JsonObject;
  readonly servers: readonly JsonObject[];
  readonly tags: readonly JsonObject[];
  readonly operations: readonly ApiOperation[];
  readonly schemas: readonly ApiSchema[];
  readonly securitySchemes: ReadonlyMap<string, JsonObject>;
}

/** One registration of an operation. An API may register one method and path several times. */
export interface ApiOperation {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The path template as published. */
  readonly path: string;
  /** The Operation Object, with the parameters of its path item and the security of its document. */
  readonly operation: JsonObject;
  /** The servers of the operation, its path item or its document; left out where those of the API hold. */
  readonly servers?: readonly JsonObject[];
  /** The document's name, without folder and extension. */
  readonly document: string;
  readonly position: Position;
}

/** One schema that has a name: a component, or the target of a reference. */
export interface ApiSchema {
  /** What references to it are written with: `#/components/schemas/<id>`. */
  readonly id: string;
  /** Where it stands, such as `Common.yaml#/components/schemas/Error`; several documents may hold the same. Sorted. */
  readonly sources: readonly string[];
  /** The name it has in its document. */
  readonly wanted: string;
  /** What tells it from other schemas of that name: the document's name, then the folders above it. */
  readonly qualifiers: readonly string[];
  readonly schema: JsonObject | boolean;
  readonly position: Position;
}
