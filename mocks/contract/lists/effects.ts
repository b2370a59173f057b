import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../../generator/document/json.ts";
import { plainName } from "../../state/collections/names.ts";
import { withArgument } from "../calls/call.ts";
import { isFree, partOf } from "../cases/positive-cases.ts";
import type { Exchange } from "../running/exchange.ts";
import type { Check } from "../running/testing.ts";
import { itemsOf, listViewOf } from "./list-view.ts";

/** Words by which documents say that a parameter leaves something out. */
const leavesOut = /\b(?:only|alone|filters?|restricts?|limits? (?:the|to))\b/i;

/** Parameters that say which members there are. */
const choosing = /^(?:fields?|select|include|attributes|columns|properties)$/i;

/** Parameters that say in which order it is, which one item alone has in any. */
const orders = /^(?:sort|order|direction)/i;

/** How many values are compared. */
const mostValues = 4;

/** A parameter of which the documents say that it leaves something out makes a difference, and fields are chosen. */
export const checkEffects: Check = async ({ base, exchange }, testing) => {
  const { operation } = base;
  const { api } = testing.session;
  // what comes of a place that may not exist says nothing of what is there
  if (!operation.isSafe || exchange.json === undefined || !base.isPlaced || !(await testing.isLive())) return;
  const list = listViewOf(operation, api);
  const isEmpty = list && itemsOf(exchange, list)?.length === 0;
  for (const parameter of operation.parameters) {
    const { key, name, place, schema, description } = parameter;
    if (place !== "query" || !isFree(parameter) || base.arguments.has(key) || orders.test(name)) continue;
    const view = api.views.resolved(schema ?? true);
    if (view.kind === "enum" && view.values.length > 1 && leavesOut.test(description)) {
      const seen: Exchange[] = [];
      for (const value of view.values.slice(0, mostValues)) {
        const found = await testing.expect(withArgument(base, key, value), { kind: "positive", label: `with ${name}` });
        if (found !== undefined) seen.push(found);
      }
      const [last] = seen.slice(-1);
      if (last === undefined || seen.length < 2 || isEmpty || isBlank(exchange.json)) continue;
      if (!seen.every(({ json }) => isDeepStrictEqual(json, exchange.json))) continue;
      const message = `${name} leaves something out, and whatever value it has the response is the same.`;
      testing.findings.add(
        { rule: "parameter-ignored", cause: `${key} effect`, part: partOf({ key }), message, certainty: "likely" },
        last,
      );
    } else if (choosing.test(name) && /fields?|select|attributes|columns|properties/i.test(name)) {
      await checkFields(key, name);
    }
  }

  async function checkFields(key: string, name: string): Promise<void> {
    const record = Array.isArray(exchange.json) ? (exchange.json[0] as unknown) : exchange.json;
    if (!isObject(record)) return;
    const names = Object.keys(record);
    const wanted = names.find((one) => !/^id$/i.test(one));
    const parameter = operation.parameters.find((one) => one.key === key);
    const isList = api.request.shapes.types(parameter?.schema).has("array");
    if (wanted === undefined || names.length < 3) return;
    const value = isList ? [wanted] : wanted;
    if (!testing.means.values.isValid(parameter?.schema, value)) return;
    const found = await testing.expect(withArgument(base, key, value), {
      kind: "positive",
      label: `${name} ${wanted}`,
    });
    const chosen: unknown = Array.isArray(found?.json) ? found.json[0] : found?.json;
    if (found === undefined || !isObject(chosen)) return;
    const same = Object.keys(chosen).map(plainName).sort().join() === names.map(plainName).sort().join();
    if (!same) return;
    const message = `${name} asks for ${wanted} alone, and all members come.`;
    testing.findings.add(
      { rule: "parameter-ignored", cause: `${key} fields`, part: partOf({ key }), message, certainty: "likely" },
      found,
    );
  }
};

function isBlank(body: unknown): boolean {
  if (Array.isArray(body)) return body.length === 0;
  return isObject(body) && Object.values(body).every((value) => Array.isArray(value) && value.length === 0);
}
