import type { ApiOperation } from "../document/api.ts";
import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { byCodePoint } from "../document/order.ts";
import { camelCase, foldCase } from "./identifiers/identifier.ts";
import { isSafeName, safeName } from "./identifiers/reserved.ts";
import type { LockedArguments } from "./lock/locked-arguments.ts";
import { type Candidate, resolveNames } from "./resolve.ts";

/** A parameter of an operation, by what identifies it: its name on the wire, and `path`, `query`, … */
export interface ParameterToName {
  readonly name: string;
  readonly in: string;
}

/** What a call of an operation takes. */
export interface ArgumentsToName {
  readonly parameters: readonly ParameterToName[];
  readonly hasBody: boolean;
}

/** The names of an operation's arguments. */
export interface ArgumentNames {
  /** One for each parameter, in the order given. */
  readonly parameters: readonly string[];
  /** The name of the request body, if there is one. */
  readonly body?: string;
  /** All of them, by `argumentKey`. */
  readonly byKey: LockedArguments;
}

/** Headers that OpenAPI describes in other ways: parameters of these names are ignored (section 4.8.12.1). */
const describedOtherwise = new Set(["accept", "content-type", "authorization"]);

const places: ReadonlySet<unknown> = new Set(["path", "query", "querystring", "header", "cookie"]);

/** Whether a parameter is sent. */
export function isSent({ in: place, name }: JsonObject): boolean {
  return places.has(place) && (place !== "header" || !describedOtherwise.has(String(name).toLowerCase()));
}

/**
 * Whether a request of a method may have a body. In GET and HEAD one "has no generally defined semantics" (RFC 9110,
 * sections 9.3.1 and 9.3.2), and fetch sends none.
 */
export function mayHaveBody(method: string): boolean {
  return method !== "GET" && method !== "HEAD";
}

/** The request body that is sent with an operation; undefined where none is described, or its method has none. */
export function sentBody({ method, operation }: Pick<ApiOperation, "method" | "operation">): JsonObject | undefined {
  const { requestBody } = operation;
  if (!mayHaveBody(method) || !isObject(requestBody)) return undefined;
  const { content } = requestBody;
  return isObject(content) && Object.keys(content).length > 0 ? requestBody : undefined;
}

/** What a call of an operation takes. */
export function argumentsIn(operation: Pick<ApiOperation, "method" | "operation">): ArgumentsToName {
  const parameters = listIn(operation.operation, "parameters").filter(isObject).filter(isSent);
  return {
    parameters: parameters.map(({ name, in: place }) => ({ name: String(name), in: String(place) })),
    hasBody: sentBody(operation) !== undefined,
  };
}

/** What identifies an argument: its place and its name there. */
function argumentKey({ in: place, name }: ParameterToName): string {
  return `${place} ${name}`;
}

/** What identifies each argument of an operation. */
export function argumentKeys({ parameters, hasBody }: ArgumentsToName): string[] {
  return (hasBody ? [...parameters, body] : parameters).map(argumentKey);
}

const body: ParameterToName = { in: "request", name: "body" };

/**
 * Names the arguments of one operation. Those that are locked keep their names. Of the others, a parameter keeps its
 * wire name where that is a safe identifier, and is camelCased where it is not; in a clash, all members that are not
 * locked are qualified by their location (`pathId`, `queryId`; `queryBody`, `requestBody`). They are properties of one
 * object and never file names, so `id` and `ID` do not clash.
 */
export function nameArguments(
  parameters: readonly ParameterToName[],
  hasBody: boolean,
  locked: LockedArguments = new Map(),
): ArgumentNames {
  const candidates = new Map<string, Candidate>();
  for (const parameter of hasBody ? [...parameters, body] : parameters) {
    const { in: place, name } = parameter;
    const key = argumentKey(parameter);
    const wanted = isSafeName(name, "argument") ? name : safeName(camelCase(name, "parameter"), "argument");
    const qualified = () => [safeName(camelCase(`${camelCase(place)} ${camelCase(name, "parameter")}`), "argument")];
    candidates.set(key, { key, wanted, qualified });
  }
  const byKey = resolveNames([...candidates.values()], {
    locked: withoutRepetition(locked, candidates),
    isCaseSensitive: true,
  });
  return {
    parameters: parameters.map((parameter) => byKey.get(argumentKey(parameter))!),
    ...(hasBody && { body: byKey.get(argumentKey(body))! }),
    byKey,
  };
}

/**
 * The locked names with those of variables of the path for the ones that are in their places: names in a path are not
 * on the wire. What is written in the same words is the same one, as `pet_id` is `petId`; of the others only one may be
 * new, as of several nobody knows which is which.
 */
export function withRenamedVariables(parameters: readonly ParameterToName[], locked: LockedArguments): LockedArguments {
  const inPath = parameters.filter((each) => each.in === "path").map(argumentKey);
  const gone = [...locked.keys()].filter((key) => key.startsWith("path ") && !inPath.includes(key));
  const added = inPath.filter((key) => !locked.has(key));
  const renamed = new Map<string, string>();
  const pair = (some: readonly string[], others: readonly string[]) => {
    if (some.length === 1 && others.length === 1) renamed.set(some[0]!, others[0]!);
  };
  for (const words of new Set(gone.map(wordsOf)))
    pair(
      gone.filter((key) => wordsOf(key) === words),
      added.filter((key) => wordsOf(key) === words),
    );
  const found = new Set(renamed.values());
  pair(
    gone.filter((key) => !renamed.has(key)),
    added.filter((key) => !found.has(key)),
  );
  return new Map([...locked].map(([key, name]) => [renamed.get(key) ?? key, name]));
}

function wordsOf(key: string): string {
  return foldCase(camelCase(key, "parameter"));
}

/** The locked names of what is there; of two that have one, as branches may give it, the first in code-point order. */
function withoutRepetition(locked: LockedArguments, present: ReadonlyMap<string, unknown>): LockedArguments {
  const kept = new Map<string, string>();
  const used = new Set<string>();
  for (const [key, name] of [...locked].sort(([a], [b]) => byCodePoint(a, b))) {
    if (!present.has(key) || used.has(name)) continue;
    used.add(name);
    kept.set(key, name);
  }
  return kept;
}
