import { objectSchema } from "../../schema/make.ts";
import { isObject, type JsonObject } from "../json.ts";

/**
 * How arrays are written, in the words of OpenAPI 3 (`collectionFormat`, section "Parameter Object" of 2.0). It has no
 * word for tabs; `tabDelimited` is written and read as the other two are.
 */
const delimited: ReadonlyMap<unknown, string> = new Map([
  ["ssv", "spaceDelimited"],
  ["pipes", "pipeDelimited"],
  ["tsv", "tabDelimited"],
]);

/** A parameter with the style of its arrays where the upgrader finds none. */
export function styled(parameter: unknown): unknown {
  if (!isObject(parameter) || parameter["type"] !== "array") return parameter;
  const style = delimited.get(parameter["collectionFormat"]);
  const isBody = parameter["in"] === "body" || parameter["in"] === "formData";
  return style === undefined || isBody ? parameter : { ...parameter, style, explode: false };
}

const multipart = "multipart/form-data";
const urlEncoded = "application/x-www-form-urlencoded";

/** The body that the parameters of a form are; `multi` is how forms have arrays where nothing is said. */
export function formBody(parameters: readonly JsonObject[], consumes: readonly string[]): JsonObject {
  const properties: [string, JsonObject][] = [];
  const encoding: [string, JsonObject][] = [];
  const required: string[] = [];
  for (const parameter of parameters) {
    const { name, in: _, required: isRequired, collectionFormat = "csv", allowEmptyValue: __, ...schema } = parameter;
    if (typeof name !== "string") continue;
    properties.push([name, schema]);
    if (isRequired === true) required.push(name);
    const style = collectionFormat === "csv" ? "form" : delimited.get(collectionFormat);
    if (schema["type"] === "array" && style !== undefined) encoding.push([name, { style, explode: false }]);
  }
  const mediaType = {
    schema: objectSchema(properties, required),
    ...(encoding.length > 0 && { encoding: Object.fromEntries(encoding) }),
  };
  const hasFile = parameters.some(({ type }) => type === "file");
  const stated = consumes.filter((type) => type === multipart || type === urlEncoded);
  const types = hasFile ? [multipart] : stated.length > 0 ? stated : [urlEncoded];
  return {
    content: Object.fromEntries(types.map((type) => [type, mediaType])),
    ...(required.length > 0 && { required: true }),
  };
}
