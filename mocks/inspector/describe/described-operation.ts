import type { MockOperation } from "../../document/operations.ts";
import type { ParameterPlace } from "../../validation/parameters.ts";

/** What a person must know of an operation to send a request to it. */
export interface DescribedOperation {
  readonly operation: MockOperation;
  readonly summary?: string;
  readonly description?: string;
  readonly isDeprecated: boolean;
  readonly parameters: readonly DescribedParameter[];
  readonly body?: DescribedBody;
  /** By status, in the document's order. */
  readonly responses: readonly DescribedResponse[];
}

/** What a value is, as far as one field can tell. */
export type FieldType = "any" | "array" | "boolean" | "integer" | "number" | "object" | "string";

/** A parameter, and what goes into a field for it. */
export interface DescribedParameter {
  readonly name: string;
  readonly in: ParameterPlace;
  /** The client's name for it. */
  readonly argument: string;
  readonly isRequired: boolean;
  readonly isDeprecated: boolean;
  readonly description?: string;
  /** How arrays and objects are written (OpenAPI Specification 3.1, section 4.8.12.3). */
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Of a parameter that is described by `content`. */
  readonly mediaType?: string;
  readonly type: FieldType;
  /** The only values that there are. */
  readonly values?: readonly unknown[];
  /** What else the schema says, as words: `1 to 100`, `date-time`. */
  readonly limits?: string;
  /** The document's example, else one that is made up. */
  readonly example?: unknown;
}

/** The body of a request. */
export interface DescribedBody {
  /** The client's name for it. */
  readonly argument: string;
  readonly isRequired: boolean;
  readonly description?: string;
  readonly contents: readonly DescribedContent[];
}

/** One media type of a body. */
export interface DescribedContent {
  readonly mediaType: string;
  /** The keys of the document's examples. */
  readonly examples: readonly string[];
  /** The document's first example, else one that is made up. */
  readonly example?: unknown;
  /** Of a form with files, where the document names them. */
  readonly parts?: readonly DescribedPart[];
}

/** A part of a form with files. */
export interface DescribedPart extends Pick<DescribedParameter, "description" | "limits" | "type" | "values"> {
  readonly name: string;
  readonly isRequired: boolean;
  /** Whether it is bytes, not text or JSON. */
  readonly isFile: boolean;
  /** Whether there may be several of the name. */
  readonly isMany: boolean;
  /** What the document says: one, a list with commas, a range. */
  readonly mediaType?: string;
}

/** A response that the document describes. */
export interface DescribedResponse {
  /** `200`, `4XX`, `default`. */
  readonly status: string;
  readonly description?: string;
  readonly contents: readonly DescribedContent[];
}
