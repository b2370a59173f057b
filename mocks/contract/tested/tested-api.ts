import { isObject, type JsonObject } from "../../../generator/document/json.ts";
import { Views } from "../../../generator/schema/views.ts";
import { listOperations, type ServedOperation } from "../../document/operations.ts";
import { securitySchemesOf } from "../../oauth/security.ts";
import type { Collection } from "../../state/collections/collection.ts";
import { findCollections } from "../../state/collections/find-collections.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { documentSchemas } from "../../validation/schemas/document-schemas.ts";
import type { ContractApi } from "../options.ts";
import type { FixedArgument } from "./fixed-arguments.ts";
import { type TestedOperation, toTested } from "./tested-operation.ts";

/** The API that is tested: its operations, and what is known of its values. */
export interface TestedApi {
  readonly openapi: JsonObject;
  /** Schemas as requests mean them, and as responses do. */
  readonly request: Schemas;
  readonly response: Schemas;
  readonly views: Views;
  readonly operations: readonly TestedOperation[];
  readonly collections: readonly Collection[];
  /** The operation that a collection names. */
  of(served: ServedOperation): TestedOperation;
}

/** Reads the API once for a whole run. */
export function toTestedApi({ openapi, names, placeOf }: ContractApi, fixed: readonly FixedArgument[] = []): TestedApi {
  const request = documentSchemas(openapi, "request");
  const response = documentSchemas(openapi, "response");
  const schemes = securitySchemesOf(openapi);
  const served = listOperations(openapi, names).filter(({ path }) => !/[?#]/.test(path));
  const operations = served.map((one) => toTested(one, { openapi, request, schemes, placeOf, fixed }));
  const byServed = new Map(operations.map((operation) => [operation.served, operation]));
  const { components } = openapi;
  const named = isObject(components) && isObject(components["schemas"]) ? components["schemas"] : {};
  return {
    ...{ openapi, request, response, operations },
    views: new Views(Object.entries(named).map(([id, schema]) => ({ id, schema }))),
    collections: findCollections(served, response),
    of: (one) => byServed.get(one)!,
  };
}
