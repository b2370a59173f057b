import { isObject } from "../../../generator/document/json.ts";
import { isMarked, unmarked } from "../../document/exact-numbers.ts";
import { plainName } from "../../state/collections/names.ts";
import type { Call } from "../calls/call.ts";
import { valueAt, withArgument, withValueAt } from "../calls/call.ts";
import { isFree, partOf } from "../cases/positive-cases.ts";
import { boundaryChanges } from "../cases/value-changes.ts";
import { schemaOfJson } from "../judges/described-body.ts";
import { documentedFor } from "../judges/documented-response.ts";
import { quoted } from "../judges/fault.ts";
import { headerOf } from "../message.ts";
import type { Exchange } from "../running/exchange.ts";
import type { Check, Testing } from "../running/testing.ts";
import type { TestedParameter } from "../tested/tested-operation.ts";

/** How many values of a parameter are tried. */
const mostValues = 4;

/**
 * What a parameter and a response both have by name is the same in both: a header that comes back, a currency that is
 * asked for. What the server says without the parameter shows whether it would have been so anyway.
 */
export const checkEchoes: Check = async ({ base }, testing) => {
  const { operation } = base;
  if (!operation.isSafe || !(await testing.isLive())) return;
  for (const parameter of operation.parameters) {
    // a secret names who asks, not what for
    if (parameter.fixed || /secret|token|password/i.test(parameter.name)) continue;
    if (parameter.place === "path" ? !isCompound(parameter, testing) : !isFree(parameter)) continue;
    if (!isEchoed(parameter, base, testing)) continue;
    for (const value of valuesOf(parameter, base.arguments.get(parameter.key), testing).slice(0, mostValues)) {
      const call = withArgument(base, parameter.key, value);
      const label = `${parameter.name} as ${quoted(unmarked(value))}`;
      const exchange = await testing.expect(
        { ...call, isPlaced: parameter.place !== "path" && call.isPlaced },
        { kind: "positive", label },
      );
      if (exchange !== undefined) checkEcho({ parameter, value }, exchange, testing);
    }
  }
};

/** Whether the documents describe a header, or a member, that is called like the parameter or a member of it. */
function isEchoed({ name, place, schema }: TestedParameter, { operation }: Call, { session }: Testing): boolean {
  const { shapes } = session.api.response;
  const names = new Set([name, ...session.api.request.shapes.propertyNames(schema)].map(plainName));
  return operation.responses
    .filter(({ status }) => /^2/.test(status))
    .some(({ description, contents }) => {
      const headers = Object.keys(isObject(description["headers"]) ? description["headers"] : {});
      if (place === "header") return headers.some((header) => names.has(plainName(header)));
      return [...contents.values()].some((media) =>
        [...shapes.propertyNames(media["schema"] ?? true)].some((member) => names.has(plainName(member))),
      );
    });
}

function isCompound({ schema }: TestedParameter, { session }: Testing): boolean {
  return session.api.request.shapes.types(schema).has("object");
}

function valuesOf(parameter: TestedParameter, given: unknown, { means }: Testing): unknown[] {
  const value = given ?? means.calls.argumentFor(parameter, "echo");
  const changes = boundaryChanges(parameter.schema ?? true, value, means.api);
  const changed = changes.map((change) => withValueAt(value, change.path, change.value));
  const all = [value, ...changed].filter((one) => one !== undefined && one !== null && one !== "");
  return all.filter((one) => means.values.isValid(parameter.schema, one));
}

function checkEcho(
  { parameter, value }: { readonly parameter: TestedParameter; readonly value: unknown },
  exchange: Exchange,
  testing: Testing,
): void {
  const { response, json, call } = exchange;
  if (response === undefined) return;
  const { name, place, key } = parameter;
  const add = (cause: string, message: string) =>
    testing.findings.add(
      { rule: "parameter-ignored", cause: `${key} ${cause}`, part: partOf(parameter), message, certainty: "likely" },
      exchange,
    );
  if (place === "header") {
    const documented = documentedFor(call.operation, response.status)?.description["headers"];
    const isDescribed = Object.keys(isObject(documented) ? documented : {}).some(
      (one) => one.toLowerCase() === name.toLowerCase(),
    );
    const back = headerOf(response, name);
    if (isDescribed && back !== undefined && back !== String(value))
      add("header", `${name} is ${quoted(value)} in the request, and ${quoted(back)} in the response.`);
    return;
  }
  const asked: [string, unknown][] = isObject(value) ? Object.entries(value) : [[name, value]];
  for (const [member, wanted] of asked) {
    if (typeof wanted === "object" || isMarked(wanted) || !isObject(json)) continue;
    const own = Object.keys(json).find((one) => plainName(one) === plainName(member));
    const back = own === undefined ? undefined : valueAt(json, [own]);
    if (back === undefined || back === null || typeof back === "object" || String(back) === String(wanted)) continue;
    if (!canHave(own ?? "", wanted, exchange, testing)) continue;
    add(member, `${member} is ${quoted(wanted)} in the request, and ${quoted(back)} in the response.`);
  }
}

/** Whether a member of a response can have a value at all: `object` of a list is `list`, whatever is asked for. */
function canHave(member: string, value: unknown, exchange: Exchange, { session }: Testing): boolean {
  const { shapes, check } = session.api.response;
  const schema = shapes.property(schemaOfJson(exchange) ?? true, member);
  return schema === undefined || check(schema, "response")(value).length === 0;
}
