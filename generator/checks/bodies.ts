import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import { isObject, type JsonObject } from "../document/json.ts";
import { below } from "../document/source-document.ts";
import { mayHaveBody } from "../names/arguments.ts";
import { compositionOf, partsOf } from "../schema/parts.ts";
import { contentsById, namedSchemas, type Resolve } from "../schema/references.ts";
import { statedTypes } from "../schema/types.ts";
import type { Check } from "./check.ts";

/** Bodies of requests that have none; but not those that say nothing, such as an object without a member. */
export const checkBodies: Check = ({ api: { operations, schemas } }) => {
  const resolve = namedSchemas(contentsById(schemas));
  return operations
    .filter(({ method, operation }) => !mayHaveBody(method) && saysSomething(operation["requestBody"], resolve))
    .map(
      ({ method, path, position }): Diagnostic => ({
        code: "body-not-sent",
        severity: "warning",
        message: `the body of ${method} ${path} is not sent: no such request has one`,
        at: placeOf(below(position, "requestBody"), "key"),
      }),
    );
};

function saysSomething(body: unknown, resolve: Resolve): boolean {
  if (!isObject(body)) return false;
  const media = isObject(body["content"]) ? Object.values(body["content"]).filter(isObject) : [];
  return body["required"] === true || media.some(({ schema }) => !isEmpty(resolve(schema)));
}

/** Whether nothing is known of what a schema describes, or that it is an object without a member. */
function isEmpty(schema: unknown): boolean {
  if (!isObject(schema)) return schema !== false;
  const { members, additional } = partsOf(schema);
  const isOfObjects = statedTypes(schema).every((type) => type === "object");
  return isOfObjects && members.size === 0 && !isObject(additional) && !isListed(schema);
}

function isListed(schema: JsonObject): boolean {
  return compositionOf(schema).length > 0 || schema["enum"] !== undefined || schema["const"] !== undefined;
}
