import type { JsonObject } from "../../generator/document/json.ts";
import { nameArguments, sentBody } from "../../generator/names/arguments.ts";
import type { ServedOperation } from "../document/operations.ts";
import type { Redaction } from "../http/redact.ts";
import { type ParameterPlace, parametersOf } from "../validation/parameters.ts";
import { createRequestValidator, type RequestValidator } from "../validation/request-validator.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import type { RoutedExchange } from "./gateway.ts";

/** Decodes and validates a request, and writes down its arguments under the client's names for them. */
export type Decode = (exchange: RoutedExchange) => Promise<void>;

/** What is known of an operation after its first request. */
interface OperationDecoding {
  readonly validate: RequestValidator;
  /** The client's names for the arguments, by place and name; that of the body by `body`. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Parameters of the query by which a client says what response it prefers, as Prism's users know them; none of the API.
 */
const preferences = /^__(?:code|dynamic|example)=/;

/** Decodes the requests to the operations of one document. */
export function createDecode(openapi: JsonObject, redaction: Redaction): Decode {
  const decodings = new WeakMap<ServedOperation, OperationDecoding>();

  return async (exchange) => {
    const { operation, variables, headers, sentQuery } = exchange;
    const decoding = decodings.get(operation) ?? {
      validate: createRequestValidator(operation, openapi),
      names: argumentNames(operation, openapi),
    };
    decodings.set(operation, decoding);
    const query = sentQuery
      .split("&")
      .filter((pair) => !preferences.test(pair))
      .join("&");
    const validated = await decoding.validate({ variables, query, headers, body: await exchange.readBody() });
    if (validated.violations.length > 0)
      exchange.violations = validated.violations.map((violation) => ({ ...violation, source: "request" }));
    exchange.parameters = validated.arguments;
    exchange.body = validated.body;

    const args = new Map<string, unknown>();
    const secret = new Set<string>();
    for (const [place, values] of Object.entries(validated.arguments) as [ParameterPlace, Record<string, unknown>][]) {
      for (const [name, value] of Object.entries(values)) {
        const argument = decoding.names.get(`${place} ${name}`) ?? name;
        args.set(argument, value);
        if (redaction.isSecret(place, name)) secret.add(argument);
      }
    }
    exchange.bodyName = decoding.names.get("body") ?? "body";
    if (validated.body !== undefined) args.set(exchange.bodyName, validated.body);
    exchange.arguments = Object.fromEntries(args);
    exchange.secretArguments = secret;
  };
}

function argumentNames(operation: ServedOperation, openapi: JsonObject): ReadonlyMap<string, string> {
  const { resolve } = documentSchemas(openapi, "request");
  const parameters = parametersOf(operation, resolve);
  const body = resolve(operation.description["requestBody"]);
  const hasBody = sentBody({ method: operation.method, operation: { requestBody: body } }) !== undefined;
  const names = nameArguments(
    parameters.map(({ name, place }) => ({ name, in: place })),
    hasBody,
    operation.argumentNames,
  );
  return new Map([
    ...parameters.map(({ name, place }, index) => [`${place} ${name}`, names.parameters[index] ?? name] as const),
    ["body", names.body ?? "body"],
  ]);
}
