import { getOwn, type JsonObject } from "../../generator/document/json.ts";
import type { ScopeSettings } from "../../generator/settings/settings.ts";
import type { ServedOperation } from "../document/operations.ts";
import { isJson, matchContent } from "../http/media-type.ts";
import type { MockResponse } from "../http/response.ts";
import { readCredentials } from "../oauth/credentials.ts";
import { coverageOf } from "../oauth/scope-coverage.ts";
import { alternativesOf, securitySchemesOf } from "../oauth/security.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import { idOf } from "./item.ts";
import { lookAt } from "./members.ts";
import { type AccessPlan, type Plan, type PlanContext, planOf, type ResponsePlan } from "./plan.ts";
import { type CoverageRecord, type OperationRecord, recordOf } from "./record.ts";

/** Writes down what requests and their responses exercise of an API. */
export interface CoverageRecorder {
  add(exchange: Exchange, response: MockResponse): void;
  /** What there is to exercise of an operation. */
  plan(operation: ServedOperation): Plan;
}

/** How an API is recorded. */
export interface RecorderOptions {
  readonly openapi: JsonObject;
  readonly record: CoverageRecord;
  readonly scopes: ScopeSettings;
  /**
   * Whether every body of a response is looked at. Else, where many brought nothing new, only some of the further ones
   * are.
   */
  readonly isThorough: boolean;
}

/** How many items the operations have together that are kept ready, at about a kilobyte each. */
const mostItems = 64_000;

/** How many bodies in a row bring nothing new before only one of so many is looked at. */
const patience = 32;

/** What came with one status. */
interface ResponseState {
  /** Undefined where the status is not described. */
  readonly plan: ResponsePlan | undefined;
  mediaType: string | undefined;
  body: MockResponse["body"];
  /** How many bodies brought nothing new. */
  idle: number;
}

interface OperationState {
  readonly plan: Plan;
  readonly record: OperationRecord;
  /** How many times all was cleared before. */
  readonly cleared: number;
  /** By the numbers of items. */
  readonly isCovered: Uint8Array;
  readonly responses: Map<number, ResponseState>;
  sentBody: Buffer | undefined;
}

/** Records into `record`, which may have something already. */
export function createRecorder({ openapi, record, scopes, isThorough }: RecorderOptions): CoverageRecorder {
  const schemes = securitySchemesOf(openapi);
  const context: PlanContext = {
    openapi,
    alternativesOf: (operation) => alternativesOf(operation, openapi, schemes, scopes),
  };
  const states = new Map<ServedOperation, OperationState>();
  let kept = 0;

  function plan(operation: ServedOperation): Plan {
    return states.get(operation)?.plan ?? planOf(operation, context);
  }

  function stateOf(operation: ServedOperation): OperationState {
    const known = states.get(operation);
    const { cleared } = record;
    if (known?.cleared === cleared) return known;
    const ofOperation = recordOf(record, keyOf(operation));
    const planned = plan(operation);
    const { items } = planned;
    const isCovered = Uint8Array.from(items, (item) => (ofOperation.covered.has(idOf(item)) ? 1 : 0));
    const state: OperationState = {
      ...{ plan: planned, record: ofOperation, cleared, isCovered },
      ...{ responses: new Map(), sentBody: undefined },
    };
    forget(operation);
    states.set(operation, state);
    kept += items.length;
    for (const [oldest] of states) {
      if (kept <= mostItems || oldest === operation) break;
      forget(oldest);
    }
    return state;
  }

  /** What it stands for is in the record, and is made again where it is needed. */
  function forget(operation: ServedOperation): void {
    kept -= states.get(operation)?.plan.items.length ?? 0;
    states.delete(operation);
  }

  return {
    plan,
    add(exchange, response) {
      const { operation } = exchange;
      if (operation === undefined) {
        if (exchange.violations.length > 0) record.unmatched += 1;
        return;
      }
      const state = stateOf(operation);
      const { status } = response;
      const sent = response.transmission?.kind === "reset" ? 0 : status;
      state.record.requests += 1;
      state.record.statuses.set(sent, (state.record.statuses.get(sent) ?? 0) + 1);
      const mark = (item: number): void => cover(state, item);
      mark(state.plan.called);
      if (state.plan.access.length > 0 && status !== 401 && status !== 403)
        addAccess(exchange, state.plan.access, mark);
      addRequest(exchange, state, mark);
      if (sent !== 0) addResponse(exchange, response, state);
    },
  };

  function addRequest(exchange: Exchange, state: OperationState, mark: (item: number) => void): void {
    const { parameters, request, page } = state.plan;
    // What was refused before it was read gave and left out nothing.
    if (exchange.bodyName === undefined) return;
    const broken = brokenPlaces(exchange);
    for (const { place, name, given, leftOut, tree } of parameters) {
      const value = exchange.parameters[place][name];
      if (value === undefined) {
        if (leftOut !== undefined) mark(leftOut);
      } else if (broken?.has(`${place} ${name}`) !== true) {
        mark(given);
        lookAt(value, tree, mark);
      }
    }
    if (page !== undefined && broken === undefined && isFurtherPage(exchange, page.parameters)) mark(page.further);
    if (request === undefined) return;
    const { body, sentBody, headers } = exchange;
    if (body === undefined) {
      if (request.leftOut !== undefined && (sentBody === undefined || sentBody.length === 0)) mark(request.leftOut);
      return;
    }
    if (broken?.has("body") === true || (sentBody !== undefined && state.sentBody?.equals(sentBody) === true)) return;
    state.sentBody = sentBody;
    const mediaType = headers["content-type"];
    const ranges = [...request.ranges.keys()];
    const range = mediaType === undefined ? ranges[0] : matchContent(request.content, mediaType)?.range;
    const item = range === undefined ? undefined : request.ranges.get(range);
    if (item !== undefined) mark(item);
    lookAt(body, request.tree, mark);
  }

  /** Where the mock decides nothing, what a request carries says which alternative it means. */
  function addAccess(exchange: Exchange, access: readonly AccessPlan[], mark: (item: number) => void): void {
    const decision = exchange.access ?? { kind: "granted" };
    if (decision.kind === "refused") return;
    const index = decision.alternative ?? carriedAlternative(exchange, access);
    const chosen = index === undefined ? undefined : access[index];
    if (chosen === undefined) return;
    mark(chosen.item);
    const covers = decision.grant && coverageOf(decision.grant.scopes, scopes);
    for (const { scopes: sets } of chosen.alternative) {
      const given = covers ? sets.filter((set) => set.every(covers)) : sets.length === 1 ? sets : [];
      for (const scope of given.flat()) {
        const item = chosen.scopes.get(scope);
        if (item !== undefined) mark(item);
      }
    }
  }

  function addResponse(exchange: Exchange, { status, headers, body }: MockResponse, state: OperationState): void {
    const known = state.responses.get(status) ?? newResponse(state, status);
    const { plan } = known;
    if (plan === undefined) return;
    cover(state, plan.status);
    if (exchange.method === "HEAD") return;
    const mediaType = mediaTypeOf(headers);
    if (mediaType === undefined) return;
    if (mediaType !== known.mediaType) {
      known.mediaType = mediaType;
      const range = matchContent(plan.content, mediaType)?.range;
      const item = range === undefined ? undefined : plan.ranges.get(range);
      if (item !== undefined) cover(state, item);
    } else if (isSame(known.body, body)) return;
    known.body = body;
    if (body === undefined || !isJson(mediaType)) return;
    known.idle += 1;
    if (!isThorough && known.idle > patience && known.idle % patience !== 0) return;
    // Validation parsed it, mostly: to parse it again would be most of what coverage costs.
    const { parsedResponse } = exchange;
    const value = parsedResponse?.body === body ? parsedResponse.value : parsed(body);
    lookAt(value, plan.tree, (item) => {
      if (state.isCovered[item] === 0) known.idle = 0;
      cover(state, item);
    });
  }
}

function newResponse(state: OperationState, status: number): ResponseState {
  const plan = describedBy(state.plan.responses, status);
  const created = { plan, mediaType: undefined, body: undefined, idle: 0 };
  state.responses.set(status, created);
  return created;
}

function mediaTypeOf(headers: MockResponse["headers"]): string | undefined {
  for (const [name, value] of headers)
    if (name === "content-type" || name === "Content-Type" || name.toLowerCase() === "content-type")
      return String(value);
  return undefined;
}

/** How an operation is known in records: `GET /pets/{petId}`. */
export function keyOf({ method, path }: Pick<ServedOperation, "method" | "path">): string {
  return `${method} ${path}`;
}

/** What describes a response: its own status, its class, the default (section 4.8.16). */
export function describedBy<Value>(responses: ReadonlyMap<string, Value>, status: number): Value | undefined {
  return responses.get(String(status)) ?? responses.get(`${Math.floor(status / 100)}XX`) ?? responses.get("DEFAULT");
}

function cover({ plan, record, isCovered }: OperationState, item: number): void {
  if (isCovered[item] !== 0) return;
  isCovered[item] = 1;
  record.covered.add(idOf(plan.items[item]!));
}

/** The parts of a request that break the document: `query limit`, `body`; undefined where none does. */
function brokenPlaces({ violations }: Exchange): ReadonlySet<string> | undefined {
  let found: Set<string> | undefined;
  for (const { location, severity, source } of violations) {
    if (severity !== "Error" || source !== "request") continue;
    const [, place, name = ""] = location;
    found ??= new Set();
    found.add(place === "body" ? "body" : `${place} ${name}`);
  }
  return found;
}

function isFurtherPage(
  { parameters: { query } }: Exchange,
  { page, offset, cursor }: NonNullable<Plan["page"]>["parameters"],
): boolean {
  if (cursor !== undefined && getOwn(query, cursor) !== undefined) return true;
  return [page, offset].some((one) => one !== undefined && Number(getOwn(query, one.name) ?? one.origin) > one.origin);
}

/** The first alternative whose credentials a request carries; that without any, where it carries none. */
function carriedAlternative(exchange: Exchange, access: readonly AccessPlan[]): number | undefined {
  const credentials = readCredentials(exchange, []);
  const isCarried = ({ alternative }: AccessPlan): boolean =>
    alternative.every(({ scheme }) => {
      if (scheme?.["type"] === "apiKey") return credentials.apiKey(scheme) !== undefined;
      return scheme?.["type"] === "mutualTLS" || credentials.hasAuthorization;
    });
  const found = access.findIndex((each) => each.alternative.length > 0 && isCarried(each));
  const index = found === -1 ? access.findIndex(({ alternative }) => alternative.length === 0) : found;
  return index === -1 ? undefined : index;
}

function isSame(a: MockResponse["body"], b: MockResponse["body"]): boolean {
  return a === b || (Buffer.isBuffer(a) && Buffer.isBuffer(b) && a.equals(b));
}

function parsed(body: string | Buffer): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined; // A broken body shows no member.
  }
}
