import { isObject, type JsonObject } from "../../generator/document/json.ts";
import { mayHaveBody } from "../../generator/names/arguments.ts";
import { documentViews } from "../document/document-views.ts";
import type { ServedOperation } from "../document/operations.ts";
import { contentsOf, followed } from "../document/response-object.ts";
import type { Alternative } from "../oauth/security.ts";
import { type PageParameters, pageParameters } from "../state/lists/list-parameters.ts";
import { type Parameter, parametersOf } from "../validation/parameters.ts";
import { documentSchemas } from "../validation/schemas/document-schemas.ts";
import { addExampleCodes, isCode, isError } from "./error-codes.ts";
import { type Item, Items } from "./item.ts";
import { addMembers, type BodyReading, createTree, type ValueTree } from "./members.ts";

/** What there is to exercise of an operation, and where it is seen. Items are their numbers in `items`. */
export interface Plan {
  readonly items: readonly Item[];
  readonly called: number;
  readonly parameters: readonly ParameterPlan[];
  readonly request: RequestPlan | undefined;
  /** By the keys of the responses, in capitals. */
  readonly responses: ReadonlyMap<string, ResponsePlan>;
  readonly access: readonly AccessPlan[];
  readonly page: PagePlan | undefined;
}

/** A parameter that a request gives or leaves out. */
export interface ParameterPlan extends Pick<Parameter, "name" | "place"> {
  readonly given: number;
  /** Undefined where it is required. */
  readonly leftOut: number | undefined;
  readonly tree: ValueTree;
}

/** The body of a request. */
export interface RequestPlan {
  readonly content: JsonObject;
  readonly ranges: ReadonlyMap<string, number>;
  /** Undefined where it is required. */
  readonly leftOut: number | undefined;
  readonly tree: ValueTree;
}

/** A response that is described. */
export interface ResponsePlan {
  readonly status: number;
  readonly content: JsonObject;
  readonly ranges: ReadonlyMap<string, number>;
  readonly tree: ValueTree;
}

/** One alternative of what gives access. */
export interface AccessPlan {
  readonly alternative: Alternative;
  readonly item: number;
  readonly scopes: ReadonlyMap<string, number>;
}

/** The pages of a list. */
export interface PagePlan {
  readonly parameters: PageParameters;
  /** A page that is not the first one. */
  readonly further: number;
}

/** What an operation is read with. */
export interface PlanContext {
  readonly openapi: JsonObject;
  alternativesOf(operation: ServedOperation): readonly Alternative[];
}

/** What there is to exercise of an operation of a document. */
export function planOf(operation: ServedOperation, { openapi, alternativesOf }: PlanContext): Plan {
  const items = new Items();
  const called = items.add("operation", "called", { keys: [] });
  const schemas = documentSchemas(openapi, "request");
  const parameters = parametersOf(operation, schemas.resolve).map((parameter) =>
    parameterPlan(parameter, items, openapi),
  );
  const request = requestPlan(operation, items, openapi);
  const responses = responsePlans(operation, items, openapi);
  const access = alternativesOf(operation).map((alternative) => accessPlan(alternative, items));
  const paging = operation.method === "GET" ? pageParameters(operation, schemas) : undefined;
  const page = paging && { parameters: paging, further: items.add("page", "second page", { keys: [] }) };
  return { items: items.list, called, parameters, request, responses, access, page };
}

function parameterPlan(parameter: Parameter, items: Items, openapi: JsonObject): ParameterPlan {
  const { place, name, isRequired, schema } = parameter;
  const keys = ["parameters", `${place} ${name}`];
  const title = `${place} ${name}`;
  const tree = createTree();
  const given = items.add("parameter", isRequired ? title : `${title}: given`, { keys });
  const leftOut = isRequired ? undefined : items.add("parameter", `${title}: left out`, { keys });
  const views = documentViews(openapi);
  // An array of chosen values is what `?status=a,b` is.
  const view = views.resolved(schema);
  const value = view.kind === "array" ? view.items : schema;
  const chosen = createTree();
  const reading = { ...{ items, views, keys, prefix: title }, kind: "request-member" } as const;
  addMembers(value, chosen, { ...reading, valueKind: (path) => (path === "" ? "value" : undefined) });
  if (view.kind === "array") tree.element = chosen;
  return { place, name, given, leftOut, tree: view.kind === "array" ? tree : chosen };
}

function requestPlan(
  { method, description }: ServedOperation,
  items: Items,
  openapi: JsonObject,
): RequestPlan | undefined {
  const body = followed(openapi, description["requestBody"]);
  const content = body?.["content"];
  if (body === undefined || !isObject(content) || !mayHaveBody(method)) return undefined;
  const keys = ["requestBody"];
  const tree = createTree();
  const views = documentViews(openapi);
  const ranges = new Map<string, number>();
  for (const [range, media] of contentsOf(body)) {
    ranges.set(range, items.add("request-media-type", range, { keys: [...keys, "content", range] }));
    const reading: BodyReading = {
      ...{ items, views, kind: "request-member", prefix: "", keys: [...keys, "content", range] },
      valueKind: () => "value",
    };
    addMembers(media["schema"], tree, reading);
  }
  const leftOut = body["required"] === true ? undefined : items.add("request-media-type", "left out", { keys });
  return { content, ranges, leftOut, tree };
}

function responsePlans(
  { description }: ServedOperation,
  items: Items,
  openapi: JsonObject,
): ReadonlyMap<string, ResponsePlan> {
  const { responses } = description;
  const plans = new Map<string, ResponsePlan>();
  for (const [key, value] of Object.entries(isObject(responses) ? responses : {})) {
    const response = followed(openapi, value);
    if (response === undefined || key.startsWith("x-")) continue;
    const keys = ["responses", key];
    const status = items.add("status", key, { keys });
    const tree = createTree();
    const ranges = new Map<string, number>();
    const prefix = `${key} `;
    // Examples say which of all codes of an API belong to a status.
    const hasCodes = isError(key) && addExampleCodes(response, tree, { items, prefix, keys }) > 0;
    for (const [range, media] of contentsOf(response)) {
      const place = [...keys, "content", range];
      ranges.set(range, items.add("response-media-type", `${prefix}${range}`, { keys: place }));
      const reading: BodyReading = {
        ...{ items, prefix, views: documentViews(openapi), kind: "response-member", keys: place },
        valueKind: (path) => (isError(key) && !hasCodes && isCode(path) ? "error-code" : undefined),
      };
      addMembers(media["schema"], tree, reading);
    }
    const { content } = response;
    plans.set(key.toUpperCase(), { status, content: isObject(content) ? content : {}, ranges, tree });
  }
  return plans;
}

function accessPlan(alternative: Alternative, items: Items): AccessPlan {
  const at = { keys: ["security"] };
  const title = alternative.map(({ name, scopes }) => {
    const sets = scopes.map((set) => set.join(", ")).filter((set) => set !== "");
    return sets.length === 0 ? name : `${name} (${sets.join(" or ")})`;
  });
  const names = new Set(alternative.flatMap(({ scopes }) => scopes.flat()));
  return {
    alternative,
    item: items.add("security", title.length === 0 ? "without credentials" : title.join(" and "), at),
    scopes: new Map([...names].map((scope) => [scope, items.add("scope", scope, at)])),
  };
}
