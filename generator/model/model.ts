import type { JsonObject } from "../document/json.ts";
import type { ParameterStyle } from "../runtime/description.ts";

/** What the documents mean, after every rule. The emitter reads nothing else. */
export interface Model {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly servers: readonly Server[];
  readonly tags: readonly Tag[];
  /** Sorted by name. */
  readonly operations: readonly Operation[];
  /** Sorted by name. */
  readonly schemas: readonly Schema[];
}

/** A server of the API (OpenAPI Specification 3.1, section 4.8.5), with its variables at their defaults. */
export interface Server {
  readonly url: string;
  readonly description?: string;
}

/** A group of operations, one module. */
export interface Tag {
  /** The module's name. */
  readonly name: string;
  /** The tag as published. */
  readonly title: string;
  readonly description?: string;
  /** The names of its operations, sorted. */
  readonly operations: readonly string[];
}

/** A schema with a public name. References inside are `#/components/schemas/<id>`. */
export interface Schema {
  readonly id: string;
  /** The type's public name. */
  readonly name: string;
  /** Further, deprecated names. */
  readonly aliases: readonly string[];
  /** The name it has in its document: what a discriminator calls it. */
  readonly published: string;
  readonly schema: JsonObject | boolean;
}

/** One operation: one function of the client. */
export interface Operation {
  /** Method and path with anonymous variables: the operation's identity. */
  readonly key: string;
  readonly name: string;
  /** Further, deprecated names. */
  readonly aliases: readonly string[];
  readonly method: string;
  readonly path: string;
  readonly summary?: string;
  readonly description?: string;
  readonly isDeprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  /** Sorted by status, `default` last. */
  readonly responses: readonly Response[];
  /** The scopes it needs: alternatives of sets. Empty: none. */
  readonly scopes: readonly (readonly string[])[];
  /** Set where the operation is on another server than the API. */
  readonly server?: Server;
}

/** A parameter (section 4.8.12), its defaults filled in. */
export interface Parameter {
  /** The argument that carries it. */
  readonly argument: string;
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly isRequired: boolean;
  readonly isDeprecated: boolean;
  readonly description?: string;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowsReserved: boolean;
  /** The media type of a parameter that is described by `content`. */
  readonly mediaType?: string;
  readonly schema: unknown;
  readonly example?: unknown;
}

/** A request body (section 4.8.13). */
export interface Body {
  readonly argument: string;
  readonly isRequired: boolean;
  readonly description?: string;
  /** The preferred one first: JSON, then the rest in code-point order. */
  readonly content: readonly MediaType[];
}

/** One media type of a body or a response (section 4.8.14). */
export interface MediaType {
  readonly type: string;
  readonly schema?: unknown;
  readonly encoding?: JsonObject;
  readonly example?: unknown;
}

/** A response (section 4.8.17). */
export interface Response {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly description?: string;
  readonly content: readonly MediaType[];
}
