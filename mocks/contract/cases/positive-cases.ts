import { essenceOf } from "../../http/media-type.ts";
import type { createBaseCalls } from "../calls/base-calls.ts";
import { type Call, valueAt, withArgument, withBody, withValueAt } from "../calls/call.ts";
import type { Values } from "../calls/values.ts";
import type { Part } from "../finding.ts";
import { isReference } from "../records/references.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import type { TestedContent, TestedParameter } from "../tested/tested-operation.ts";
import type { Case } from "./case.ts";
import { isInvalid } from "./is-invalid.ts";
import { boundaryChanges, type ValueChange } from "./value-changes.ts";

/** What cases are made with. */
export interface CaseMeans {
  readonly api: TestedApi;
  readonly values: Values;
  readonly calls: ReturnType<typeof createBaseCalls>;
}

/** Parameters whose values mean something of their own: conditions, ranges, codings of bodies, positions in a list. */
const meaningful =
  /^(?:if-|range$|content-encoding$|cursor|.*cursor$|.*token$|.*marker$|after$|before$|starting_?after$|ending_?before$)/i;

/** Parameters that are one end of something, so that not all values go with those of the other end. */
const ends =
  /(?:^|[^a-z])(?:from|to|since|until|before|after|start|end|min|max|gte?|lte?)|(?:From|To|Since|Until|Before|After|Start|End|Min|Max)(?:$|[A-Z])/;

/** Whether a parameter takes whatever its schema does. */
export function isFree({ name, key, fixed }: TestedParameter): boolean {
  return fixed === undefined && !meaningful.test(name) && !key.startsWith("path ");
}

/** What the documents allow, around the least call: parameters in and out, examples, limits, media types. */
export async function positiveCases(base: Call, means: CaseMeans): Promise<Case[]> {
  const cases = [...parameterCases(base, means), ...(await bodyCases(base, means)), ...acceptCases(base)];
  return allowed(cases, means);
}

/** The cases that are valid as they are written too: an array without items is nothing in a form. */
export async function allowed(cases: readonly Case[], { api }: CaseMeans): Promise<Case[]> {
  const invalid = await Promise.all(cases.map(({ call }) => isInvalid(call, api)));
  return cases.filter((_, index) => !invalid[index]);
}

function parameterCases(base: Call, { api, values, calls }: CaseMeans): Case[] {
  const { parameters } = base.operation;
  const free = parameters.filter(isFree);
  const optional = free.filter(({ isRequired }) => !isRequired);
  const withOne = optional.map((parameter) => {
    const value = calls.argumentFor(parameter, "in");
    const { key, name } = parameter;
    return { ...caseOf(withArgument(base, key, value), `with ${name}`, key), part: partOf(parameter) };
  });
  const atLimits = free.flatMap((parameter) => {
    const { key, name, schema, place } = parameter;
    const value = base.arguments.get(key) ?? calls.argumentFor(parameter, "in");
    return boundaryChanges(schema ?? true, value, api).flatMap((change): Case[] => {
      const changed = withValueAt(value, change.path, change.value);
      if (changed === undefined || !isWritable(changed, place) || !values.isValid(schema, changed)) return [];
      const mayBeRefused = isOneEnd([name, ...change.path].join(" "), endsOf(parameters, api));
      const changedCase = caseOf(withArgument(base, key, changed), labelOf(name, change), key);
      return [{ ...changedCase, part: partOf(parameter), mayBeRefused }];
    });
  });
  const all = optional.reduce((call, each) => withArgument(call, each.key, calls.argumentFor(each, "all")), base);
  const together = { ...caseOf(all, "with all parameters", "all parameters"), mayBeRefused: true };
  return [...withOne, ...atLimits, ...(optional.length > 1 ? [together] : [])];
}

/** The parameters, and members of theirs, that are one end of something. */
function endsOf(parameters: readonly TestedParameter[], { request }: TestedApi): string[] {
  return parameters
    .flatMap(({ name, schema }) => [
      name,
      ...[...request.shapes.propertyNames(schema)].map((member) => `${name} ${member}`),
    ])
    .filter((name) => ends.test(name));
}

/** Whether a parameter is one end of something that has another. */
function isOneEnd(name: string, all: readonly string[]): boolean {
  return ends.test(name) && all.length > 1;
}

/** Whether a value can be written as a parameter, so that it can be told from its absence. */
function isWritable(value: unknown, place: TestedParameter["place"]): boolean {
  if (value === null || value === "") return false;
  // what stands for other letters in a header is not agreed upon
  if (typeof value === "string" && (place === "header" || place === "cookie")) return /^[!-~]*$/.test(value);
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => isWritable(item, place));
  return typeof value !== "object" || Object.keys(value).length > 0;
}

async function bodyCases(base: Call, { api, values, calls }: CaseMeans): Promise<Case[]> {
  const cases: Case[] = [];
  for (const content of base.operation.body?.contents ?? []) {
    const { mediaType, schema, examples } = content;
    for (const [index, example] of examples.entries()) {
      if (!values.isValid(schema, example)) continue;
      const call = { ...base, body: { mediaType, value: example } };
      cases.push({ ...caseOf(call, `example ${index + 1} of ${mediaType}`, "body"), mayBeRefused: true });
    }
    for (const extent of ["least", "all"] as const) {
      const made = await calls.bodyFor(content, extent, `case ${extent}`);
      const call = { ...base, body: made.body, isPlaced: base.isPlaced && made.isPlaced };
      const label = `${mediaType} with ${extent === "all" ? "all" : "required"} members`;
      cases.push({ ...caseOf(call, label, `body ${mediaType} ${extent}`), part: partOfBody(content, []) });
      if (extent === "least" || "bytes" in made.body) continue;
      const { value } = made.body;
      for (const change of boundaryChanges(schema, value, api)) {
        const changed = withValueAt(value, change.path, change.value);
        const isOther = valueAt(value, change.path) !== change.value;
        const isElsewhere = change.value !== undefined && !Array.isArray(change.value) && isReference(change.path, api);
        if (changed === undefined || !isOther || isElsewhere || !values.isValid(schema, changed)) continue;
        const about = `body ${change.path.join(" ")}`;
        const part = partOfBody(content, change.path);
        cases.push({ ...caseOf(withBody(call, changed), labelOf("body", change), about), part });
      }
    }
  }
  if (base.body !== undefined && base.operation.body?.isRequired === false) {
    const { body: _, ...others } = base;
    cases.push(caseOf(others, "without a body", "body"));
  }
  return cases;
}

function acceptCases(base: Call): Case[] {
  const types = successTypes(base);
  return types.length < 2
    ? []
    : types.map((accept) => caseOf({ ...base, accept }, `accepting ${accept}`, `accept ${essenceOf(accept)}`));
}

/** The media types that successful responses have. */
export function successTypes({ operation }: Call): string[] {
  const successes = operation.responses.filter(({ status }) => /^2/.test(status));
  return [...new Set(successes.flatMap(({ contents }) => [...contents.keys()]))].filter((type) => !type.includes("*"));
}

/** Where a parameter is described. */
export function partOf({ key }: Pick<TestedParameter, "key">): Part {
  return { keys: ["parameters", key] };
}

/** Where a value of a request body is described. */
export function partOfBody({ range }: TestedContent, value: readonly string[]): Part {
  return { keys: ["requestBody", "content", range, "schema"], value };
}

export function labelOf(name: string, { path, label }: ValueChange): string {
  return `${[name, ...path].join(".")} ${label}`;
}

function caseOf(call: Call, label: string, about: string): Case {
  return { call, testCase: { kind: "positive", label }, about, expects: "accepted" };
}
