import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import { isObject, listIn } from "../document/json.ts";
import { below } from "../document/source-document.ts";
import type { Check } from "./check.ts";

/** What describes the header instead, by its name in lower case. */
const describedBy: ReadonlyMap<string, string> = new Map([
  ["accept", "the media types of the responses describe"],
  ["authorization", "security schemes describe"],
  ["content-type", "the media types of the body describe"],
]);

/** Header parameters that are none: definitions of these names are ignored (OpenAPI 3.1.1, section 4.8.12.1). */
export const checkHeaderParameters: Check = ({ api: { operations } }) =>
  operations.flatMap(({ method, path, operation, position }) =>
    listIn(operation, "parameters").flatMap((parameter): Diagnostic[] => {
      if (!isObject(parameter) || parameter["in"] !== "header" || typeof parameter["name"] !== "string") return [];
      const { name } = parameter;
      const instead = describedBy.get(name.toLowerCase());
      if (instead === undefined) return [];
      return [
        {
          code: "header-ignored",
          severity: "info",
          message: `the header parameter ${name} of ${method} ${path} is ignored: ${instead} it`,
          at: placeOf(below(position, "parameters"), "key"),
        },
      ];
    }),
  );
