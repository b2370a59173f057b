import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { JsonObject } from "../../generator/document/json.ts";
import type { Settings } from "../../generator/settings/settings.ts";
import { chooseOperations } from "../control/choose-operations.ts";
import { createFindOperation, type FindOperation } from "../control/find-operation.ts";
import { checkPlaces, createArgumentMatcher } from "../control/match-arguments.ts";
import { isBase64 } from "../control/response-rule.ts";
import { templateFault, templatePlaces } from "../control/template.ts";
import { listOperations, type OperationNames } from "../document/operations.ts";
import { isSendable } from "../http/send.ts";
import { createAuthorization } from "../oauth/authorization.ts";
import { argumentsOf } from "../pipeline/decode.ts";
import { endpointOperations, findAlsoEndpoints } from "./oauth-stage.ts";

/** What the settings say of operations, held against the documents; every fault with its place. */
export function checkMockSettings(
  { mock: { oauth, responses, upstream }, placeOf }: Settings,
  openapi: JsonObject,
  names: OperationNames,
): Diagnostic[] {
  if (responses.length === 0 && upstream === undefined) return [];
  const operations = listOperations(openapi, names);
  const endpoints = () => endpointOperations(createAuthorization(openapi, oauth).endpoints);
  const findDescribed = createFindOperation(operations);
  // Few settings name an OAuth endpoint.
  const find: FindOperation = (name) => {
    try {
      return findDescribed(name);
    } catch (error) {
      if (!/^(?:GET|POST) \//.test(name)) throw error;
      return findAlsoEndpoints(findDescribed, operations, endpoints())(name);
    }
  };
  const diagnostics: Diagnostic[] = [];
  const report = (keys: readonly string[], message: string): void => {
    const at = placeOf?.(["mock", ...keys], "value");
    const [said = "", help] = message.split("; ");
    const parts = help === undefined ? { message } : { message: said, help };
    diagnostics.push({ code: "settings", severity: "error", ...parts, ...(at && { at }) });
  };
  const attempt = <Result>(keys: readonly string[], work: () => Result): Result | undefined => {
    try {
      return work();
    } catch (error) {
      report(keys, (error as Error).message);
      return undefined;
    }
  };
  for (const [
    index,
    { operation, when = {}, patterns = {}, body, base64, example, headers = {} },
  ] of responses.entries()) {
    const place = ["responses", String(index)];
    const found = attempt([...place, "operation"], () => find(operation));
    if (found !== undefined) {
      const names = argumentsOf(found, openapi);
      for (const [key, places] of Object.entries({ when, patterns }))
        for (const name of Object.keys(places))
          attempt([...place, key, name], () => checkPlaces([name], names, operation));
      attempt([...place, "body"], () => checkPlaces(templatePlaces(body), names, operation));
      for (const [name, value] of Object.entries(headers))
        attempt([...place, "headers", name], () => checkPlaces(templatePlaces(value), names, operation));
    }
    for (const [name, pattern] of Object.entries(patterns))
      attempt([...place, "patterns", name], () => createArgumentMatcher({ patterns: { [name]: pattern } }));
    const given = Object.entries({ example, body, base64 }).filter(([, value]) => value !== undefined);
    const [first, second] = given.map(([key]) => key);
    if (second !== undefined) report([...place, second], `a response has "${first}" or "${second}", not both`);
    if (base64 !== undefined && !isBase64(base64)) report([...place, "base64"], "this is not valid Base64 (RFC 4648)");
    for (const name of Object.keys(headers))
      if (!isSendable(name, "")) report([...place, "headers", name], `"${name}" is not a valid name of a header`);
    const texts: (readonly [keys: readonly string[], value: unknown])[] = [
      [["body"], body],
      ...Object.entries(headers).map(([name, value]) => [["headers", name], value] as const),
    ];
    for (const [keys, value] of texts) {
      const fault = templateFault(value);
      if (fault !== undefined)
        report(
          [...place, ...keys],
          `"${fault}" is not a valid template, such as {{args.petId}}; write \\{{ for braces`,
        );
    }
  }
  for (const [index, text] of (upstream?.operations ?? []).entries())
    attempt(["upstream", "operations", String(index)], () => chooseOperations(text, operations, find));
  return diagnostics;
}
