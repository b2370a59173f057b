import { isObject } from "../../../generator/document/json.ts";
import { listOperations, type ServedOperation } from "../../../mocks/document/operations.ts";
import {
  createRequestValidator,
  type RawRequest,
  type ValidatedRequest,
} from "../../../mocks/validation/request-validator.ts";
import { createResponseValidator, type RawResponse } from "../../../mocks/validation/response-validator.ts";
import type { Violation } from "../../../mocks/validation/violation.ts";

type Json = Readonly<Record<string, unknown>>;

/** A document with one operation, `POST /`. */
export function documentWith(operation: Json, rest: Json = {}): Json {
  const responses = { "200": { description: "" } };
  return {
    openapi: "3.1.0",
    info: { title: "", version: "" },
    paths: { "/": { post: { responses, ...operation } } },
    ...rest,
  };
}

/** The only operation of a document. */
export function operationOf(document: Json): ServedOperation {
  const [operation] = listOperations(document);
  if (operation === undefined) throw new Error("the document has no operation");
  return operation;
}

/** Judges a request to the only operation of a document. */
export async function validateRequest(
  document: Json,
  request: Partial<Omit<RawRequest, "body">> & { body?: string | Uint8Array },
): Promise<ValidatedRequest> {
  const { body = "" } = request;
  return createRequestValidator(
    operationOf(document),
    document,
  )({
    variables: new Map(),
    query: "",
    headers: {},
    ...request,
    body: typeof body === "string" ? new TextEncoder().encode(body) : body,
  });
}

/** Judges a response of the only operation of a document, whose schema for 200 is given. */
export function validateResponse(schema: unknown, value: unknown, rest: Json = {}): Promise<readonly Violation[]> {
  const responses = { "200": { description: "", content: { "application/json": { schema } } } };
  return respond(documentWith({ responses }, rest), { body: JSON.stringify(value) });
}

/** Judges a response of the only operation of a document. */
export function respond(document: Json, response: Partial<RawResponse>): Promise<readonly Violation[]> {
  const headers = { "content-type": "application/json" };
  return createResponseValidator(
    operationOf(document),
    document,
  )({ status: 200, headers, body: undefined, ...response });
}

/** A parameter of the given description, decoded from what was sent; with what is wrong with it. */
export async function decode(
  parameter: Json,
  sent: { path?: string; query?: string; header?: string; cookie?: string },
  rest: Json = {},
): Promise<{ value: unknown; messages: string[] }> {
  const name = String(parameter["name"] ?? "color");
  const place = Object.keys(sent)[0] ?? "query";
  const document = documentWith({ parameters: [{ name, in: place, ...parameter }] }, rest);
  const result = await validateRequest(document, {
    variables: new Map(sent.path === undefined ? [] : [[name, sent.path]]),
    query: sent.query ?? "",
    headers: {
      ...(sent.header !== undefined && { [name.toLowerCase()]: sent.header }),
      ...(sent.cookie !== undefined && { cookie: sent.cookie }),
    },
  });
  const places = result.arguments as Readonly<Record<string, Json>>;
  return { value: plain(places[place]?.[name]), messages: result.violations.map(({ message }) => message) };
}

/** A copy whose maps have an ordinary prototype, to compare with. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value) || value instanceof Blob) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, plain(child)]));
}
