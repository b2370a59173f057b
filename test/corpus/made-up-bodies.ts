import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { listOperations, type OperationNames, type ServedOperation } from "../../mocks/document/operations.ts";
import { contentsOf, describedResponse, followed } from "../../mocks/document/response-object.ts";
import { createEngine, type EngineOptions } from "../../mocks/engine/engine.ts";
import { isInRange, isJson } from "../../mocks/http/media-type.ts";
import type { MockResponse } from "../../mocks/http/response.ts";
import { createResponseValidator } from "../../mocks/validation/response-validator.ts";
import { createJudge } from "./judge.ts";

/** A made-up body that breaks its document. */
export interface WrongBody {
  readonly path: string;
  /** What the mock's own validator says first. */
  readonly own: string | undefined;
  /** What ajv says first by the document's own schema. */
  readonly judged: string | undefined;
}

/** What the responses to GET requests of one document are worth. */
export interface MadeUpBodies {
  readonly bodies: number;
  /** Those that ajv judged: JSON with a schema that it can compile. */
  readonly judged: number;
  /** Why it could not judge others, by their paths. */
  readonly unjudged: readonly string[];
  readonly wrong: readonly WrongBody[];
  /** How many the mock itself says of. */
  readonly told: number;
}

/**
 * Asks every GET operation of a document for its default response, without arguments, and holds it against the
 * document: by the validator of the mock, which made it, and by ajv over the document's own schema, which knows nothing
 * of the mock.
 */
export async function madeUpBodiesOf(
  { openapi, names }: { readonly openapi: JsonObject; readonly names: OperationNames },
  options: EngineOptions,
): Promise<MadeUpBodies> {
  const engine = createEngine(openapi, options);
  const judge = createJudge(openapi);
  const wrong: WrongBody[] = [];
  const unjudged: string[] = [];
  let bodies = 0;
  let judged = 0;
  for (const operation of listOperations(openapi, names).filter(({ method }) => method === "GET")) {
    const response = await engine.respond({ operation, query: new URLSearchParams(), headers: {} });
    if (response.body === undefined) continue;
    bodies += 1;
    const own = await ownVerdict(operation, openapi, response);
    let verdict: string | undefined;
    try {
      const schema = schemaOf(operation, openapi, response);
      if (schema === undefined) unjudged.push(`${operation.path}: no JSON`);
      else {
        verdict = judge(schema, JSON.parse(String(response.body)));
        judged += 1;
      }
    } catch (error) {
      unjudged.push(`${operation.path}: ${String(error).slice(0, 200)}`);
    }
    if (own !== undefined || verdict !== undefined) wrong.push({ path: operation.path, own, judged: verdict });
  }
  return { bodies, judged, unjudged, wrong, told: engine.unsatisfied().length };
}

async function ownVerdict(
  operation: ServedOperation,
  openapi: JsonObject,
  response: MockResponse,
): Promise<string | undefined> {
  const headers = Object.fromEntries(response.headers.map(([name, value]) => [name.toLowerCase(), String(value)]));
  const violations = await createResponseValidator(operation, openapi)({ ...response, headers });
  const first = violations.find(({ severity, location }) => severity === "Error" && location[1] === "body");
  return first && `${first.code}: ${first.message}`;
}

/** The schema of a response in JSON; undefined for any other. */
function schemaOf(operation: ServedOperation, openapi: JsonObject, { status, headers }: MockResponse): unknown {
  const mediaType = String(headers.find(([name]) => name.toLowerCase() === "content-type")?.[1]);
  if (!isJson(mediaType)) return undefined;
  const contents = contentsOf(describedResponse(openapi, operation, status));
  const [, content] =
    contents.find(([key]) => key === mediaType) ?? contents.find(([key]) => isInRange(mediaType, key)) ?? [];
  const schema = followed(openapi, content)?.["schema"];
  return isObject(schema) ? schema : true;
}
