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

/** Multipart responses of which the document says more than a client reads: how their parts are written by position. */
export const checkResponseParts: Check = ({ api: { operations } }) => {
  const found = operations.flatMap(({ operation, position }) => {
    const responses = isObject(operation["responses"]) ? Object.values(operation["responses"]) : [];
    const media = responses.flatMap((response) =>
      isObject(response) && isObject(response["content"]) ? Object.values(response["content"]) : [],
    );
    const fields = partFields.filter((field) => media.some((each) => isObject(each) && each[field] !== undefined));
    return fields.length === 0 ? [] : [{ fields, at: placeOf(below(position, "responses"), "key") }];
  });
  const [first, ...others] = found;
  if (!first) return [];
  const fields = partFields.filter((field) => found.some((each) => each.fields.includes(field)));
  const named = fields.map((field) => `"${field}"`).join(" and ");
  const message = `${named} of responses ${fields.length === 1 ? "is" : "are"} not supported by the client yet`;
  const related = others.map(({ at }) => at);
  return [
    { code: "not-carried-yet", severity: "warning", message, at: first.at, ...(related.length > 0 && { related }) },
  ];
};

/** Encodings by position of what has no positions: they apply to arrays alone, in multipart bodies. */
export const checkPositions: Check = ({ api, model }) =>
  model.operations.flatMap(({ method, path, body }): Diagnostic[] => {
    const media = body?.content.find(
      (each) => !each.isInParts && partFields.some((field) => each[field] !== undefined),
    );
    if (!media) return [];
    const field = partFields.find((each) => media[each] !== undefined);
    const operation = api.operations.find((each) => each.method === method && each.path === path);
    const message = `"${field}" applies to arrays in multipart bodies; for the body of ${method} ${path} it is ignored`;
    const at = operation && placeOf(below(operation.position, "requestBody"), "key");
    return [{ code: "value-not-allowed", severity: "warning", message, ...(at && { at }) }];
  });

const partFields = ["prefixEncoding", "itemEncoding"] as const;

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
