import type { Code } from "../diagnostics/codes.ts";
import type { JsonObject } from "./json.ts";
import type { Position } from "./source-document.ts";

/**
 * All documents of an API, resolved into one. References outside of schemas are replaced by their targets;
 * references to schemas are `#/components/schemas/<id>`, with the id of an `ApiSchema`. Maps keep the order of the
 * documents, which is meant for readers: no name may depend on it.
 */
export interface Api {
  /** The highest OpenAPI version among the documents. */
  readonly openapi: string;
  readonly info: JsonObject;
  readonly servers: readonly JsonObject[];
  readonly tags: readonly JsonObject[];
  readonly operations: readonly ApiOperation[];
  /** Where the first document has its operations, or would have them. */
  readonly paths?: Position;
  /** The requests that the API itself sends. */
  readonly webhooks: readonly ApiWebhook[];
  readonly schemas: readonly ApiSchema[];
  readonly securitySchemes: ReadonlyMap<string, JsonObject>;
  /** What the documents have and the API lacks, because it cannot be read. */
  readonly lost: Lost;
  /** What mocks make up values by: the extension `x-json-schema-faker`, of the first document that has it. */
  readonly fakerOptions?: JsonObject;
}

/** Parts of documents that are left out; each is reported. */
export interface Lost {
  /** Where each is, by its source: `Common.yaml#/components/schemas/Error`. */
  readonly parts: ReadonlyMap<string, Position>;
  /** Where each that is a reference is, by the source or the address of what is not there. */
  readonly missing: ReadonlyMap<string, Position>;
  readonly operations: readonly LostOperations[];
  /** The codes of references to what is not read: on the web, or outside of the root. */
  readonly elsewhere: ReadonlySet<Code>;
}

/** What might be operations: one, or those of a path, or all of a document. */
export interface LostOperations {
  readonly path?: string;
  /** In upper case. */
  readonly method?: string;
  readonly position: Position;
}

/** One registration of an operation. An API may register one method and path several times. */
export interface ApiOperation {
  /** The HTTP method, in upper case. */
  readonly method: string;
  /** The path template as published. */
  readonly path: string;
  /** The Operation Object, with the parameters of its path item and the security of its document. */
  readonly operation: JsonObject;
  /** The servers of the operation, its path item or its document; absent where those of the API apply. */
  readonly servers?: readonly JsonObject[];
  /** The document's name, without folder and extension. */
  readonly document: string;
  /** Whether a part of it is left out, because it cannot be read. */
  readonly isLacking?: boolean;
  readonly position: Position;
}

/** A request that the API sends: a webhook (section 4.8.1.1), or a callback of an operation (section 4.8.18). */
export interface ApiWebhook {
  /** The name of the webhook or of the callback. */
  readonly name: string;
  /** The HTTP method, in upper case. */
  readonly method: string;
  /** The Operation Object, with the parameters of its path item. */
  readonly operation: JsonObject;
  /** Of a callback: the operation that has it, and the expression that gives the address. */
  readonly callback?: { readonly of: ApiOperation; readonly expression: string };
  readonly position: Position;
}

/** One named schema: a component, or the target of a reference. */
export interface ApiSchema {
  /** References to it are `#/components/schemas/<id>`. */
  readonly id: string;
  /**
   * Where it is defined, such as `Common.yaml#/components/schemas/Error`; in several documents where they agree.
   * Sorted.
   */
  readonly sources: readonly string[];
  /** Those of its sources that name it, because they are nothing but a reference to it in another file. Sorted. */
  readonly naming?: readonly string[];
  /** The name it has in its document. */
  readonly wanted: string;
  /** What distinguishes it from other schemas of that name: the document's name, then its parent folders. */
  readonly qualifiers: readonly string[];
  readonly schema: JsonObject | boolean;
  /** Whether a part of it is left out, because it cannot be read. */
  readonly isLacking?: boolean;
  readonly position: Position;
}
