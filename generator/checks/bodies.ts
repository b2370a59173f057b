import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import { below } from "../document/source-document.ts";
import { mayHaveBody } from "../names/arguments.ts";
import type { Check } from "./check.ts";

/** Bodies of requests that have none. */
export const checkBodies: Check = ({ api: { operations } }) =>
  operations
    .filter(({ method, operation }) => !mayHaveBody(method) && operation["requestBody"] !== undefined)
    .map(
      ({ method, path, position }): Diagnostic => ({
        code: "body-not-sent",
        severity: "warning",
        message: `the body of ${method} ${path} is not sent: no such request has one`,
        at: placeOf(below(position, "requestBody"), "key"),
      }),
    );
