import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import type { ScriptedParts } from "../control/response-types.ts";
import { writeResponse } from "../control/write-response.ts";
import type { ServedOperation } from "../document/operations.ts";
import { followed } from "../document/response-object.ts";
import type { SentOperation } from "../document/sent-operations.ts";
import type { Engine } from "../engine/engine.ts";
import type { MockResponse, Source } from "../http/response.ts";
import { withSource } from "../pipeline/validate-response.ts";
import { createParameterValidator, type ParameterValidator } from "../validation/parameter-validator.ts";
import { type Parameter, parameterOf } from "../validation/parameters.ts";
import { createResponseValidator, type ResponseValidator } from "../validation/response-validator.ts";
import type { Violation } from "../validation/violation.ts";
import { writeQuery } from "../writing/write-query.ts";

/** What is sent of a message before a test adds to its headers. */
export interface UnsignedMessage {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** What of a message is not to be as the document alone has it. */
export interface GivenParts {
  /** The payload; default: the example of the document, else one that is made up. */
  readonly body?: unknown;
  /** The name of the example that is sent. */
  readonly example?: string;
  /** Headers, or what makes them of the bytes that are sent, as signatures are made. */
  readonly headers?:
    | Readonly<Record<string, string>>
    | ((message: UnsignedMessage) => Readonly<Record<string, string>>);
  /** Query parameters by their names in the document. */
  readonly query?: Readonly<Record<string, unknown>>;
}

/** A message that is ready to be sent. */
export interface SentMessage {
  /** What is added to the address; without a question mark. */
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Buffer | undefined;
  /** How it breaks the document. */
  readonly violations: readonly Violation[];
}

/** What the messages of one sent operation are made with. */
interface Plan {
  /** One that responds with what the sent one sends: both are messages of the API. */
  readonly mirrored: ServedOperation;
  readonly query: readonly (readonly [Parameter, JsonObject])[];
  readonly validate: ResponseValidator;
  readonly validateQuery: ParameterValidator;
}

/** Makes what a sent operation describes. Rejects where there is no such example. */
export function createSentMessages(
  openapi: JsonObject,
  engine: Engine,
): (operation: SentOperation, given: GivenParts) => Promise<SentMessage> {
  const plans = new WeakMap<SentOperation, Plan>();

  return async (operation, given) => {
    const plan = plans.get(operation) ?? planOf(operation);
    plans.set(operation, plan);
    const { mirrored, validate, validateQuery } = plan;
    const made = await bodyOf(given);
    const hasBody = operation.method !== "GET" && operation.method !== "HEAD";
    const unsigned = hasBody ? made : { ...made, body: undefined };
    const sent = withHeaders(unsigned, headersFor(unsigned, given.headers));
    const { query, sources } = queryOf(plan, given.query ?? {});
    const names = Object.fromEntries(sent.headers.map(([name, value]) => [name.toLowerCase(), value]));
    const body = await validate({ status: 200, headers: names, body: sent.body });
    const { violations } = validateQuery({ variables: new Map(), query, headers: {} });
    return {
      query,
      headers: sent.headers.flatMap(([name, value]) => [value].flat().map((text) => [name, text] as const)),
      body: sent.body,
      violations: [
        ...body.map((violation) => withSource(violation, sent.origin)),
        ...violations.map((violation) => ({ ...violation, source: sources[violation.location[2] ?? ""] ?? "script" })),
      ],
    };

    async function bodyOf({ body, example, headers }: GivenParts): Promise<MockResponse> {
      const stated = typeof headers === "function" ? {} : (headers ?? {});
      const mediaType = Object.entries(stated).find(([name]) => name.toLowerCase() === "content-type")?.[1];
      const prefer = example === undefined ? {} : { prefer: `example=${JSON.stringify(example)}` };
      const accept = mediaType === undefined ? {} : { accept: mediaType };
      const request = { operation: mirrored, query: new URLSearchParams() };
      const preferred = Promise.resolve(engine.respond({ ...request, headers: { ...prefer, ...accept } }));
      const made = await preferred.catch((error: unknown) => {
        if (example !== undefined) throw new Error(`${operation.name} has no example "${example}"`, { cause: error });
        return engine.respond({ ...request, headers: {} });
      });
      if (body === undefined) return made;
      const type = mediaType === undefined ? {} : { "content-type": mediaType };
      const scripted: ScriptedParts<number, unknown> = { status: 200, headers: type, body };
      const written = await writeResponse(scripted, openapi, mirrored);
      const others = made.headers.filter(([name]) => name.toLowerCase() !== "content-type");
      const origin = { source: "script", headers: made.origin?.headers ?? {} } as const;
      return { ...written, headers: [...others, ...written.headers], origin };
    }
  };

  function planOf({ name, description }: SentOperation): Plan {
    const parameters = listIn(description, "parameters").flatMap((entry): JsonObject[] => {
      const parameter = followed(openapi, entry);
      return parameter === undefined ? [] : [parameter];
    });
    const headers = parameters.filter((parameter) => parameter["in"] === "header");
    const body = followed(openapi, description["requestBody"]);
    const response = {
      description: "",
      content: isObject(body?.["content"]) ? body["content"] : {},
      headers: Object.fromEntries(headers.map((header) => [String(header["name"]), header])),
    };
    const mirrored = asServed(name, { responses: { "200": response } });
    const inQuery = parameters.filter((parameter) => parameter["in"] === "query");
    return {
      mirrored,
      query: [...new Map(inQuery.map((parameter) => [parameter["name"], parameter])).values()].flatMap((parameter) => {
        const found = parameterOf(parameter);
        return found === undefined ? [] : [[found, parameter] as const];
      }),
      validate: createResponseValidator(mirrored, openapi, { side: "request" }),
      validateQuery: createParameterValidator(asServed(name, { parameters: inQuery }), openapi),
    };
  }

  function queryOf(
    { query }: Plan,
    given: Readonly<Record<string, unknown>>,
  ): { readonly query: string; readonly sources: Readonly<Record<string, Source>> } {
    const described = new Set(query.map(([{ name }]) => name));
    const sources: Record<string, Source> = {};
    const parts = query.map(([parameter, description]) => {
      if (Object.hasOwn(given, parameter.name)) return writeQuery(given[parameter.name], parameter);
      const { found, value } = engine.parameterValue(parameter, description);
      sources[parameter.name] = found ? "example" : "made-up";
      return writeQuery(value, parameter);
    });
    const others = Object.entries(given).filter(([name]) => !described.has(name));
    const plain = others.map(([name, value]) => writeQuery(value, { ...undescribed, name }));
    return { query: [...parts, ...plain].filter((part) => part !== "").join("&"), sources };
  }
}

const undescribed: Omit<Parameter, "name"> = {
  ...{ place: "query", isRequired: false, style: "form", explode: true },
  ...{ allowsEmptyValue: false, schema: true, mediaType: undefined },
};

/** An operation as engine and validators take one. */
export function asServed(name: string, description: JsonObject): ServedOperation {
  const publicPart = { method: "POST", path: name, operationId: undefined, name: undefined, aliases: [], scopes: [] };
  return { ...publicPart, publicPart, description, pathParameters: [], argumentNames: new Map() };
}

function headersFor({ body }: MockResponse, given: GivenParts["headers"] = {}): Readonly<Record<string, string>> {
  if (typeof given !== "function") return given;
  const bytes = Buffer.from(body ?? "");
  return given({ bytes, text: String(bytes) });
}

/** The message with headers that a test gives, in the place of those that it has. */
function withHeaders(message: MockResponse, given: Readonly<Record<string, string>>): MockResponse {
  const names = Object.keys(given).map((name) => name.toLowerCase());
  if (names.length === 0) return message;
  const kept = message.headers.filter(([name]) => !names.includes(name.toLowerCase()));
  const type = message.headers.find(([name]) => name.toLowerCase() === "content-type");
  // Of a multipart message it says where the parts end.
  const own = Object.entries(given).filter(([name]) => type === undefined || name.toLowerCase() !== "content-type");
  const { source = "script", headers, ...origin } = message.origin ?? {};
  const scripted = Object.fromEntries(names.map((name) => [name, "script" as const]));
  return {
    ...message,
    headers: [...kept, ...own, ...(type !== undefined && names.includes("content-type") ? [type] : [])],
    origin: { ...origin, source, headers: { ...headers, ...scripted } },
  };
}
