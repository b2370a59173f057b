import type { JsonObject } from "../../generator/document/json.ts";
import { createSent } from "../callbacks/sent.ts";
import { chooseOperations } from "../control/choose-operations.ts";
import { createControl } from "../control/create-control.ts";
import { createFindOperation } from "../control/find-operation.ts";
import { createJournalControl } from "../control/journal-control.ts";
import { createPlanControl } from "../control/plan-control.ts";
import { createRules } from "../control/rules.ts";
import { createScriptStage } from "../control/script-stage.ts";
import { type StoredRule, storedScripts } from "../control/scripts.ts";
import { createStateControl } from "../control/state-control.ts";
import { createCoverageControl } from "../coverage/coverage-control.ts";
import { createRecorder } from "../coverage/recorder.ts";
import { isSameOperation, listOperations, type ServedOperation } from "../document/operations.ts";
import { createEngine } from "../engine/engine.ts";
import { createFaultPlan, plannedFaults, type StoredFault } from "../faults/plan.ts";
import { requestFaults } from "../faults/request-faults.ts";
import { preflightResponse } from "../http/cors.ts";
import { isJson } from "../http/media-type.ts";
import { createRedaction } from "../http/redact.ts";
import type { MockResponse } from "../http/response.ts";
import { createAuthorization, exactScopes } from "../oauth/authorization.ts";
import { trimPath } from "../oauth/endpoints/endpoint-paths.ts";
import type { ApiOptions } from "../pipeline/api-options.ts";
import { createServerCheck } from "../pipeline/check-server.ts";
import { createConditions } from "../pipeline/conditions.ts";
import { argumentsOf, createDecode, type DecodeOptions } from "../pipeline/decode.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import { createMockStage } from "../pipeline/fitting-example.ts";
import { createGateway, type RoutedExchange, type Soon, type Stages } from "../pipeline/gateway.ts";
import { createHandle } from "../pipeline/handle.ts";
import { reasons } from "../pipeline/reason.ts";
import { createNoteAccess, createRefuseAccess } from "../pipeline/refuse-access.ts";
import { createRefuseInvalid } from "../pipeline/refuse-invalid.ts";
import { createRequestLog } from "../pipeline/request-log.ts";
import { createBreaksBody, createValidateResponse } from "../pipeline/validate-response.ts";
import { createRouter } from "../routing/router.ts";
import { createState } from "../state/create-state.ts";
import { createCountedList } from "../storage/counted-list.ts";
import { storeBelow } from "../storage/store.ts";
import { type ApiParts, createMockApi, type RuleOptions, type ServedApi } from "./api.ts";
import { createOAuthStage, endpointOperations, findAlsoEndpoints } from "./oauth-stage.ts";
import { createSurvivingState } from "./surviving-state.ts";

/**
 * Assembles one self-contained OpenAPI 3.x document as an API without a server: what its parts are, what the gateway
 * passes, and what a test sees of it. All references of the document start with `#/`; it is not changed. Throws when a
 * fault of the options makes no sense.
 */
export function createApi(openapi: JsonObject, options: ApiOptions & ApiParts & RuleOptions): ServedApi {
  const { store, prefix = "", surviving = createSurvivingState() } = options;
  const { cors = true, errors = false, seed } = options;
  const operations = listOperations(openapi, options.names);
  const findDescribed = createFindOperation(operations);
  const mode = options.auth ?? options.oauth?.mode ?? options.defaultAuth ?? "strict";
  const authorization = createAuthorization(
    openapi,
    { ...options.oauth, mode },
    {
      ...(options.scopes && { scopes: options.scopes }),
      ...(seed !== undefined && { seed: `${seed}${prefix}` }),
      store: storeBelow(store, "oauth/"),
    },
  );
  const { endpoints } = authorization;
  const endpointsAsOperations = endpointOperations(endpoints);
  const find = findAlsoEndpoints(findDescribed, operations, endpointsAsOperations);
  const operationAt = (key: Parameters<typeof isSameOperation>[0]) =>
    [...operations, ...endpointsAsOperations].find((operation) => isSameOperation(operation, key));
  const redaction = createRedaction(openapi);
  const { journal, responses } = surviving;
  const requests = createRequestLog(redaction, { log: options.log, journal, responses, limits: options.journal });
  const engine = createEngine(openapi, options);
  const written = createRules(options.responses ?? [], find, openapi);
  const rules = createCountedList<StoredRule>(surviving.plans, "responses");
  const storedFaults = createCountedList<StoredFault>(surviving.plans, "faults");
  const scripts = [surviving.scripts, storedScripts(rules, { openapi, operationAt })] as const;
  const faults = createFaultPlan(plannedFaults(options.faults ?? {}, find), {
    ...{ seed, planned: surviving.faults, stored: storedFaults, takesHeader: options.faultHeader ?? true },
    endpoints: endpointsAsOperations,
  });
  const state = options.stateful
    ? createState({ openapi, operations, store: storeBelow(store, "state/"), seed, engine })
    : undefined;

  const route = createRouter(operations, openapi);
  // OAuth's own requests are forms (RFC 6749, section 4): JSON is for an operation that is described on such a path.
  const isOperation = (exchange: Exchange): boolean =>
    endpoints.includes(`${exchange.method} ${trimPath(exchange.path)}`) &&
    isJson(exchange.headers["content-type"]) &&
    route(exchange).kind === "operation";
  const respondAsScripted = createScriptStage(scripts, { openapi, engine, kind: "script" });
  const respondAsWritten = createScriptStage([written.scripts], { openapi, engine, kind: "rule" });
  const hasWritten = (options.responses ?? []).length > 0;
  const { invalidRequest: template } = options;
  const invalidRequest = template && { template, breaksBody: createBreaksBody(openapi) };
  const script: Stages["script"] = hasWritten
    ? async (exchange) => (await respondAsScripted(exchange)) ?? respondAsWritten(exchange)
    : respondAsScripted;
  const own: Stages = {
    oauth: createOAuthStage({ authorization, endpoints: endpointsAsOperations, faults, script, isOperation }),
    route,
    checkServer: createServerCheck(openapi),
    chooseFaults: (exchange) => requestFaults(exchange, faults, engine),
    authorize: createRefuseAccess(authorization, engine),
    decode: createDecode(openapi, redaction, decodeOptions(options)),
    refuse: options.onInvalidRequest === "note" ? () => undefined : createRefuseInvalid(engine, invalidRequest),
    script,
    state: (exchange) => state?.respond(exchange, engine.described(exchange, { prefersJson: true })),
    mock: createMockStage(engine, openapi, options),
    validateResponse: createValidateResponse(openapi, { isStrict: errors, hasOwnCors: cors }),
  };
  const isReal = options.record !== undefined || options.replay === true;
  const noteAccess = createNoteAccess(authorization);
  const recorded = { openapi, operations, redaction, endpoints, noteAccess, replayed: surviving.replayed };
  const real = isReal ? undefined : options.upstream;
  const chosen = new Set(real?.operations.flatMap((text) => chooseOperations(text, operations, find)));
  const isChosen = (operation: ServedOperation | undefined) => operation !== undefined && chosen.has(operation);
  const partial = real && options.partialStages?.(own, { address: real.url, isChosen }, options);
  const gateway = createGateway(options.recordings?.stages(own, options, recorded) ?? partial ?? own);

  const { callbacks, findSent, sendWebhook } = createSent({
    ...{ openapi, operations, engine, names: options.sentNames },
    ...{ hosts: options.callbackHosts ?? [], add: requests.addSent },
  });
  const [, stored] = scripts;
  const recorder = createRecorder({
    ...{ openapi, record: surviving.coverage, scopes: options.scopes ?? exactScopes },
    isThorough: options.coverage !== undefined,
  });
  const controls = [
    createControl({ ...surviving, stored, rules: written, find, findSent, faults, state, forgotten: store.forgotten }),
    createJournalControl(journal, find),
    createPlanControl({
      ...{ find, scripts, rules, faults, storedFaults },
      argumentsOf: (operation) => argumentsOf(operation, openapi),
    }),
    createStateControl(state),
    createCoverageControl({
      openapi,
      operations,
      find,
      recorder,
      record: surviving.coverage,
      api: options.described ?? {},
    }),
    { sendWebhook },
  ] as const;
  // A real API knows no tokens of a mock, and what was recorded is replayed to everybody.
  const auth = isReal ? (options.auth ?? "off") : mode;
  const { unsatisfied } = engine;
  const api = createMockApi({ openapi, operations, authorization, auth, controls, find, unsatisfied });
  const respond = (exchange: Exchange): Soon<MockResponse> => {
    const preflight = cors ? preflightResponse(exchange) : undefined;
    if (preflight !== undefined) {
      exchange.reason = reasons.cors;
      return preflight;
    }
    return gateway(exchange);
  };
  // The real API sends its own.
  const afterwards: typeof callbacks = (exchange, response) =>
    isChosen(exchange.operation) ? undefined : callbacks(exchange, response);
  const nameOf = createFigureName(endpoints);
  const note = (exchange: Exchange, response: MockResponse, duration: number): void => {
    const { violations } = exchange;
    const { status } = response;
    surviving.figures.add({ operation: nameOf(exchange), status, duration: duration / 1000, violations });
    recorder.add(exchange, response);
  };
  const conditions = createConditions(async (exchange, status) =>
    exchange.operation === undefined ? undefined : engine.described(exchange as RoutedExchange).fail([status]),
  );
  const further = isReal ? {} : { afterwards, conditions };
  return { api, handle: createHandle(respond, requests, { cors, note, ...further }) };
}

function decodeOptions({ onInvalidRequest, unknownQuery = "note", queryBrackets, oauth }: ApiOptions): DecodeOptions {
  const { name, in: places = [] } = oauth?.organization ?? {};
  const alsoKnown = name !== undefined && places.includes("query") ? [name] : [];
  return {
    isJudging: onInvalidRequest !== "ignore",
    ...(queryBrackets !== undefined && { readsBrackets: queryBrackets }),
    ...(unknownQuery !== "ignore" && { unknownQuery: { severity: unknownQuery, alsoKnown } }),
  };
}

/** What figures are kept under: the names of operations, `POST /oauth/token` for an OAuth endpoint, else `""`. */
function createFigureName(endpoints: readonly string[]): (exchange: Exchange) => string {
  return ({ operation, method, path }) => {
    if (operation !== undefined)
      return operation.name ?? operation.operationId ?? `${operation.method} ${operation.path}`;
    const endpoint = `${method} ${trimPath(path)}`;
    return endpoints.includes(endpoint) ? endpoint : "";
  };
}
