import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { documentViews } from "../document/document-views.ts";
import type { ServedOperation } from "../document/operations.ts";
import { contentsOf, describedResponse, followed } from "../document/response-object.ts";
import { essenceOf, isJson, matchContent } from "../http/media-type.ts";
import { createRedaction } from "../http/redact.ts";
import { bytesOf } from "../recording/recorded-body.ts";
import type { RecordedBody, RecordedHeaders, StoredRecording } from "../recording/recording.ts";
import { createRouter } from "../routing/router.ts";
import { parametersOf } from "../validation/parameters.ts";
import { createResponseValidator, type ResponseValidator } from "../validation/response-validator.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import { type Comparison, compareValue } from "./compare-value.ts";
import { type DriftPlace, type Finding, Findings, type Sighting } from "./finding.ts";
import { inferSchema } from "./infer-schema.ts";

/** What recordings are held against. */
export interface Described {
  readonly openapi: JsonObject;
  readonly operations: readonly ServedOperation[];
  /** The OAuth endpoints, as `POST /oauth/v2/token`, which documents do not describe as operations. */
  readonly endpoints: readonly string[];
  /** Whether an operation, or a schema, is in a document of OpenAPI before 3.1. */
  isBefore31(owner: unknown): boolean;
  isPlaced(schema: unknown): boolean;
}

/** What recordings show that the documents do not say. */
export async function findDrift(
  recordings: readonly StoredRecording[],
  described: Described,
): Promise<readonly Finding[]> {
  const { openapi, operations, endpoints } = described;
  const route = createRouter(operations, openapi);
  const findings = new Findings();
  const { isSecret } = createRedaction(openapi);
  for (const recording of recordings) {
    const { request, response, key } = recording;
    if (endpoints.includes(`${request.method} ${request.path.replace(/\/+$/, "")}`)) continue;
    const headers = textsOf(request.headers);
    const head = { method: request.method, path: request.path, sentQuery: queryOf(request.query), headers };
    const found = matchOf(() => route(head));
    const see = (sighting: Sighting): void => findings.add(sighting, key);
    if (found === undefined) continue;
    if (found.kind !== "operation") {
      const sibling = found.kind === "wrong-method" ? found.allow[0] : undefined;
      const other = sibling === undefined ? undefined : matchOf(() => route({ ...head, method: sibling }));
      const path = other?.kind === "operation" ? other.operation.path : templateOf(request.path);
      see(undescribedOperation(recording, path, described));
      continue;
    }
    const { operation } = found;
    const sides: Sides = { recording, operation, described, see, isSecret };
    seeParameters(sides);
    seeRequestBody(sides);
    seeResponse(sides, response.status);
    await seeHeaders(sides);
  }
  return findings.list();
}

interface Sides {
  readonly recording: StoredRecording;
  readonly operation: ServedOperation;
  readonly described: Described;
  readonly see: (sighting: Sighting) => void;
  readonly isSecret: ReturnType<typeof createRedaction>["isSecret"];
}

function matchOf<Match>(find: () => Match): Match | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function undescribedOperation({ request, response }: StoredRecording, path: string, described: Described): Sighting {
  const { method } = request;
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name);
  const isBefore31 = described.isBefore31(undefined);
  const parameters = names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  return {
    ...{ kind: "undocumented-operation", name: `${method} ${path}`, subject: `${method} ${path}` },
    ...{ message: "is requested, and not described", place: { keys: [] }, value: jsonIn(response.body) },
    change: (values) => ({
      kind: "merge",
      update: {
        [path]: {
          [method.toLowerCase()]: {
            ...(parameters.length > 0 && { parameters }),
            responses: { [String(response.status)]: responseOf(response.headers, values, isBefore31) },
          },
        },
      },
    }),
  };
}

/** A path with a variable for each segment that looks like an id. */
function templateOf(path: string): string {
  let count = 0;
  return path
    .split("/")
    .map((segment) => {
      const isId = /^\d+$|^[0-9a-f]{8}-[0-9a-f-]{27}$|^(?=.*\d)[0-9a-f]{16,}$/i.test(segment);
      if (!isId) return segment;
      count += 1;
      return count === 1 ? "{id}" : `{id${count}}`;
    })
    .join("/");
}

function seeParameters({ recording: { request }, operation, described, see, isSecret }: Sides): void {
  const { openapi } = described;
  const { resolve } = documentSchemas(openapi, "request");
  const parameters = parametersOf(operation, resolve).filter(({ place }) => place === "query");
  if (parameters.some(({ wholeQuery }) => wholeQuery !== undefined)) return;
  const { shapes } = documentSchemas(openapi, "request");
  const known = new Set<string>();
  for (const { name, schema } of parameters) {
    known.add(name);
    // An exploded object is sent under the names of its members.
    for (const member of shapes.propertyNames(schema)) known.add(member);
    if (shapes.isMap(schema)) return;
  }
  for (const [name, value] of Object.entries(request.query)) {
    const base = name.replace(/\[.*$/s, "");
    if (known.has(name) || known.has(base) || name.startsWith("__") || isSecret("query", name)) continue;
    const isMany = name.endsWith("[]") || Array.isArray(value);
    const schema = isMany ? { type: "array", items: { type: "string" } } : { type: "string" };
    see({
      ...{ kind: "undocumented-parameter", name: `query ${name}`, place: { operation, keys: [] }, value },
      ...{ subject: `${operation.method} ${operation.path}: query ${name}`, message: "is sent, and not described" },
      change: () => ({ kind: "append", key: "parameters", item: { name, in: "query", schema } }),
    });
  }
}

function seeRequestBody(sides: Sides): void {
  const { recording, operation, described } = sides;
  const { body, headers } = recording.request;
  if (body === undefined) return;
  const content = followed(described.openapi, operation.description["requestBody"])?.["content"];
  seeBody(sides, { body, headers, content, direction: "request", keys: ["requestBody"], prefix: "request" });
}

function seeResponse(sides: Sides, status: number): void {
  const { recording, operation, described, see } = sides;
  const { headers, body } = recording.response;
  const name = `${operation.method} ${operation.path}`;
  const response = describedResponse(described.openapi, operation, status);
  if (response === undefined) {
    const isBefore31 = described.isBefore31(operation);
    see({
      ...{ kind: "undocumented-status", name: String(status), place: { operation, keys: [] }, value: jsonIn(body) },
      ...{ subject: `${name}: ${status}`, message: "is a status that is not described" },
      change: (values) => ({
        kind: "merge",
        update: { responses: { [String(status)]: responseOf(headers, values, isBefore31) } },
      }),
    });
    return;
  }
  if (body === undefined || recording.request.method === "HEAD") return;
  const { content } = response;
  const prefix = String(status);
  seeBody(sides, {
    body,
    headers,
    content,
    direction: "response",
    keys: ["responses", keyOfStatus(operation, status)],
    prefix,
  });
}

/** Headers that recordings do not have as they were sent, or that belong to the connection. */
const ofTransport = /^(?:content-|transfer-|connection$|keep-alive$|trailer$|date$|set-cookie$|(?:repr-)?digest$)/i;

const validators = new WeakMap<ServedOperation, ResponseValidator>();

/**
 * Headers that must be there and are not, and values that their schemas do not take. What is not described says
 * nothing: servers and proxies add headers of their own.
 */
async function seeHeaders({ recording, operation, described, see, isSecret }: Sides): Promise<void> {
  const { openapi } = described;
  const { status, headers } = recording.response;
  const response = describedResponse(openapi, operation, status);
  if (!isObject(response?.["headers"])) return;
  const known = validators.get(operation) ?? createResponseValidator(operation, openapi, { hasOwnCors: true });
  validators.set(operation, known);
  const sent = Object.entries(headers).filter(([name]) => !/^content-/i.test(name));
  const byName = Object.fromEntries(sent.map(([name, value]) => [name.toLowerCase(), value]));
  // without a body there are the faults of headers alone
  for (const { location, code } of await known({ status, headers: byName, body: undefined })) {
    const [, place, name] = location;
    if (place !== "header" || name === undefined || ofTransport.test(name) || isSecret("header", name)) continue;
    const isMissing = code === "required" && location.length === 3 && !Object.hasOwn(byName, name.toLowerCase());
    const keys = ["responses", keyOfStatus(operation, status), "headers", name];
    see({
      ...{ kind: isMissing ? "missing-header" : "wrong-header", name, place: { operation, keys } },
      ...{ subject: `${operation.method} ${operation.path}: ${status} ${name}`, value: byName[name.toLowerCase()] },
      message: isMissing
        ? "is a required header that is not there"
        : "is a header whose value its schema does not take",
      change: () => (isMissing ? { kind: "merge", update: { required: false } } : undefined),
    });
  }
}

/** What the responses of an operation have a status under. */
function keyOfStatus({ description: { responses } }: ServedOperation, status: number): string {
  const wanted = [String(status), `${Math.floor(status / 100)}XX`, "DEFAULT"];
  const keys = Object.keys(isObject(responses) ? responses : {});
  return wanted.map((one) => keys.find((each) => each.toUpperCase() === one)).find((one) => one !== undefined) ?? "";
}

interface SeenBody {
  readonly body: RecordedBody;
  readonly headers: RecordedHeaders;
  readonly content: unknown;
  readonly direction: "request" | "response";
  /** Where the operation has its content. */
  readonly keys: readonly string[];
  readonly prefix: string;
}

function seeBody({ operation, described, see }: Sides, seen: SeenBody): void {
  const { body, headers, content, direction, keys, prefix } = seen;
  const name = `${operation.method} ${operation.path}`;
  const mediaType = headers["content-type"] === undefined ? undefined : String(headers["content-type"]);
  if (mediaType === undefined) return;
  const match = matchContent(content, mediaType);
  const value = jsonIn(body);
  if (match === undefined) {
    const isBefore31 = described.isBefore31(operation);
    const essence = essenceOf(mediaType);
    see({
      ...{ kind: "undocumented-media-type", name: `${prefix} ${essence}`, place: { operation, keys }, value },
      ...{ subject: `${name}: ${prefix} ${essence}`, message: "is a media type that is not described" },
      change: (values) => ({
        kind: "merge",
        update: { content: { [essence]: mediaOf(mediaType, values, isBefore31) } },
      }),
    });
    return;
  }
  if (value === undefined || !isJson(mediaType)) return;
  const media = contentsOf({ content }).find(([range]) => range === match.range)?.[1];
  const comparison: Comparison = {
    ...{ views: documentViews(described.openapi), direction, path: "" },
    isBefore31: described.isBefore31,
    isPlaced: described.isPlaced,
    see({ schema, path, ...sighting }) {
      const place: DriftPlace = { operation, keys: [...keys, "content", match.range], schema };
      see({ ...sighting, place, subject: `${name}: ${prefix} ${path === "" ? "body" : path}` });
    },
  };
  if (media?.["schema"] !== undefined) compareValue(value, media["schema"], comparison);
}

function responseOf(headers: RecordedHeaders, values: readonly unknown[], isBefore31: boolean): JsonObject {
  const mediaType = headers["content-type"] === undefined ? undefined : String(headers["content-type"]);
  const description = "Seen in traffic.";
  if (mediaType === undefined || values.every((value) => value === undefined)) return { description };
  return { description, content: { [essenceOf(mediaType)]: mediaOf(mediaType, values, isBefore31) } };
}

function mediaOf(mediaType: string, values: readonly unknown[], isBefore31: boolean): JsonObject {
  const seen = values.filter((value) => value !== undefined);
  return isJson(mediaType) && seen.length > 0 ? { schema: inferSchema(seen, isBefore31) } : {};
}

/** A JSON body, numbers as numbers; of any other nothing. */
function jsonIn(body: RecordedBody | undefined): unknown {
  if (body === undefined || !("json" in body)) return undefined;
  return JSON.parse(bytesOf(body).toString("utf8")) as unknown;
}

function textsOf(headers: RecordedHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]));
}

function queryOf(query: StoredRecording["request"]["query"]): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((each) => [name, each] as const));
  return String(new URLSearchParams(pairs.map(([name, value]) => [name, value])));
}
