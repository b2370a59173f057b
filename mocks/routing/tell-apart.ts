import { distance } from "fastest-levenshtein";
import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { allowedValues } from "../../generator/schema/types.ts";
import { LatestOperations } from "../document/latest-operations.ts";
import type { ServedOperation } from "../document/operations.ts";
import { createParameterValidator, type ParameterValidator, type RawHead } from "../validation/parameter-validator.ts";
import { type Parameter, parametersOf } from "../validation/parameters.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";

/** An operation that a request may be for, and how its address is read then. */
export interface Candidate {
  readonly operation: ServedOperation;
  /** The path variables by name, percent-encoded as they were sent. */
  readonly variables: ReadonlyMap<string, string>;
}

/** The head of a request, whatever operation it is for. */
export type SentHead = Omit<RawHead, "variables">;

/** Tells operations apart that the same addresses fit, by the parameters that a request has. */
export interface TellApart {
  /**
   * The one of the candidates that a request fits best; of equals the first. There must be one. Of a form its fields
   * count as the query's do where these say nothing.
   */
  choose<Given extends Candidate>(candidates: readonly Given[], head: SentHead, form?: string): Given;
  /** Whether the path variables are values that the operation describes. */
  isFitting(candidate: Candidate): boolean;
}

/** Beyond this many the parameters with one possible value decide alone. */
const mostValidated = 50;

/** What is known of an operation after it was first in question. */
interface Known {
  readonly validate: ParameterValidator;
  readonly required: readonly Parameter[];
  readonly declared: ReadonlySet<string>;
  /** Required parameters that can have one value alone: `Action=CreateQueue`, `X-Amz-Target: Sqs.CreateQueue`. */
  readonly fixed: readonly (readonly [name: string, place: "query" | "header", value: string])[];
}

/** Tells the operations of one document apart. */
export function createTellApart(openapi: JsonObject): TellApart {
  const schemas = documentSchemas(openapi, "request");
  const known = new LatestOperations<Known>();

  function knownOf(operation: ServedOperation): Known {
    const found = known.get(operation);
    if (found !== undefined) return found;
    const parameters = parametersOf(operation, schemas.resolve);
    const required = parameters.filter(({ isRequired, place }) => isRequired && place !== "path");
    const fixed = required.flatMap(({ name, place, schema: given }): Known["fixed"][number][] => {
      if (place !== "query" && place !== "header") return [];
      const schema = schemas.resolve(given);
      const values = isObject(schema) ? allowedValues(schema) : undefined;
      return values?.length === 1 ? [[name, place, String(values[0])]] : [];
    });
    const declared = new Set(parameters.filter(({ place }) => place === "query").map(({ name }) => name));
    const made = { validate: createParameterValidator(operation, openapi), required, declared, fixed };
    known.set(operation, made);
    return made;
  }

  return {
    choose(candidates, head, form = "") {
      const query = new URLSearchParams(head.query);
      const fields = new URLSearchParams(form);
      const has = (name: string, place: Parameter["place"]): boolean =>
        place === "query" ? query.has(name) : place !== "header" || Object.hasOwn(head.headers, name.toLowerCase());
      const sent = (name: string, place: "query" | "header"): readonly string[] =>
        place === "query"
          ? (query.has(name) ? query : fields).getAll(name)
          : [head.headers[name.toLowerCase()] ?? []].flat();
      const holds = ([name, place, value]: Known["fixed"][number]): boolean => sent(name, place).includes(value);
      const lacking = ({ operation }: Candidate) =>
        knownOf(operation).fixed.filter((parameter) => !holds(parameter)).length +
        fragmentsLacking(operation, query, fields);

      // What holds none of the values gets the nearest, whose refusal says what may have been meant.
      const isUnheld = ({ operation }: Candidate) => knownOf(operation).fixed.some((parameter) => !holds(parameter));
      const far = ({ operation }: Candidate) =>
        knownOf(operation).fixed.reduce((sum, [name, place, value]) => sum + apart(sent(name, place)[0], value), 0);
      const equals = bestBy(candidates, lacking);
      const fitting = equals.length > 1 && equals.every(isUnheld) ? bestBy(equals, far) : equals;
      if (fitting.length === 1 || fitting.length > mostValidated) return fitting[0]!;
      const wrong = ({ operation, variables }: Candidate) =>
        knownOf(operation).validate({ ...head, variables }).violations.length;
      const required = ({ operation }: Candidate) =>
        -knownOf(operation).required.filter(({ name, place }) => has(name, place)).length;
      const declared = ({ operation }: Candidate) =>
        -[...new Set(query.keys())].filter((name) => knownOf(operation).declared.has(name)).length;
      return [wrong, required, declared].reduce((left, cost) => bestBy(left, cost), fitting)[0]!;
    },
    isFitting({ operation, variables }) {
      const { violations } = knownOf(operation).validate({ variables, query: "", headers: {} });
      return !violations.some(({ location }) => location[1] === "path");
    },
  };
}

/** How far a sent text is from a value; all is as far beyond this many characters, and where none was sent. */
function apart(sent: string | undefined, value: string): number {
  return sent === undefined || sent.length > 200 ? 0 : distance(sent, value);
}

/** How many of the pairs in a path's fragment, `/#Action=Create`, are others in the query, or in the form. */
function fragmentsLacking({ path }: ServedOperation, query: URLSearchParams, fields: URLSearchParams): number {
  const start = path.indexOf("#");
  if (start === -1) return 0;
  const pairs = [...new URLSearchParams(path.slice(start + 1))].filter(([, value]) => value !== "");
  return pairs.filter(([name, value]) => {
    const sent = (query.has(name) ? query : fields).getAll(name);
    return sent.length > 0 && !sent.includes(value);
  }).length;
}

/** Those with the least cost, in their order. */
function bestBy<Given extends Candidate>(
  candidates: readonly Given[],
  cost: (candidate: Given) => number,
): readonly Given[] {
  if (candidates.length < 2) return candidates;
  const costs = candidates.map(cost);
  const least = Math.min(...costs);
  return candidates.filter((_, index) => costs[index] === least);
}
