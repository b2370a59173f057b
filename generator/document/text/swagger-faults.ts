import type { Code } from "../../diagnostics/codes.ts";
import type { Severity } from "../../diagnostics/diagnostic.ts";
import { isObject, type JsonObject } from "../json.ts";

/** What is wrong with a Swagger 2.0 document that is no longer to be seen once it is upgraded. */
export interface SwaggerFault {
  readonly severity: Severity;
  readonly code: Code;
  readonly message: string;
  /** The keys from the root of the document. */
  readonly keys: readonly string[];
}

/** The parameters of a Swagger 2.0 document that the upgrade leaves out, or completes. */
export function faultsOfSwagger(swagger: JsonObject): SwaggerFault[] {
  const { paths, parameters } = swagger;
  return [
    ...entriesOf(parameters).flatMap(([name, parameter]) => faultsOfParameter(parameter, ["parameters", name])),
    ...entriesOf(paths).flatMap(([path, item]) => [
      ...faultsOfList(item, ["paths", path]),
      ...entriesOf(item).flatMap(([method, operation]) => faultsOfList(operation, ["paths", path, method])),
    ]),
  ];
}

function faultsOfList(holder: unknown, keys: readonly string[]): SwaggerFault[] {
  const list = isObject(holder) ? holder["parameters"] : undefined;
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    const message = `expected an array, found ${wordsFor(list)}`;
    return [{ severity: "error", code: "wrong-type", message, keys: [...keys, "parameters"] }];
  }
  return list.flatMap((parameter, index) => faultsOfParameter(parameter, [...keys, "parameters", String(index)]));
}

function faultsOfParameter(parameter: unknown, keys: readonly string[]): SwaggerFault[] {
  if (!isObject(parameter)) {
    const message = `expected a Parameter Object, found ${wordsFor(parameter)}`;
    return [{ severity: "error", code: "wrong-type", message, keys }];
  }
  if (parameter["$ref"] !== undefined) return [];
  if (typeof parameter["in"] !== "string") {
    const message = 'a Parameter Object requires the field "in"';
    return [{ severity: "error", code: "missing-field", message, keys }];
  }
  if (parameter["in"] !== "body" || parameter["schema"] !== undefined) return [];
  const message = 'a body parameter requires the field "schema"; what it says of its type is taken for one';
  return [{ severity: "warning", code: "missing-field", message, keys }];
}

function wordsFor(value: unknown): string {
  if (isObject(value)) return "an object";
  return Array.isArray(value) ? "an array" : JSON.stringify(value);
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
