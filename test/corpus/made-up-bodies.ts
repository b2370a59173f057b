import type { JsonObject } from "../../generator/document/json.ts";
import { listOperations, type OperationNames } from "../../mocks/document/operations.ts";
import { createEngine, type EngineOptions } from "../../mocks/engine/engine.ts";
import { createResponseValidator } from "../../mocks/validation/response-validator.ts";

/** What the responses to GET requests of one document are worth. */
export interface MadeUpBodies {
  readonly bodies: number;
  /** Those that break the document: the operation, and what is wrong first. */
  readonly wrong: readonly string[];
  /** How many the mock itself says of. */
  readonly told: number;
}

/** Asks every GET operation of a document for its default response, without arguments, and holds it against the document. */
export async function madeUpBodiesOf(
  { openapi, names }: { readonly openapi: JsonObject; readonly names: OperationNames },
  options: EngineOptions,
): Promise<MadeUpBodies> {
  const engine = createEngine(openapi, options);
  const wrong: string[] = [];
  let bodies = 0;
  for (const operation of listOperations(openapi, names).filter(({ method }) => method === "GET")) {
    const response = await engine.respond({ operation, query: new URLSearchParams(), headers: {} });
    if (response.body === undefined) continue;
    bodies += 1;
    const headers = Object.fromEntries(response.headers.map(([name, value]) => [name.toLowerCase(), String(value)]));
    const violations = await createResponseValidator(operation, openapi)({ ...response, headers });
    const [first] = violations.filter(({ severity, location }) => severity === "Error" && location[1] === "body");
    if (first !== undefined) wrong.push(`${operation.path}: ${first.code}: ${first.message}`);
  }
  return { bodies, wrong, told: engine.unsatisfied().length };
}
