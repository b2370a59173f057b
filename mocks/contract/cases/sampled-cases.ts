import fc from "fast-check";
import { preferredContent } from "../calls/base-calls.ts";
import type { Call } from "../calls/call.ts";
import { withArgument } from "../calls/call.ts";
import type { Case } from "./case.ts";
import { allowed, type CaseMeans, isFree } from "./positive-cases.ts";

/** How many calls are sampled for an operation. */
const samples = 6;

/** Calls with some of the optional parameters, and values that are made up. */
export async function sampledCases(base: Call, means: CaseMeans): Promise<Case[]> {
  const { values, calls } = means;
  const { operation } = base;
  const optional = operation.parameters.filter((one) => isFree(one) && !one.isRequired);
  const content = preferredContent(operation);
  if (optional.length === 0 && content === undefined) return [];
  const choices = fc.record({ chosen: fc.subarray([...optional.keys()]), salt: fc.nat() });
  const seed = seedOf(operation.info.name, values.seed);
  const sampled = fc.sample(choices, { seed, numRuns: samples });
  const cases: Case[] = [];
  for (const [index, { chosen, salt }] of sampled.entries()) {
    const text = `sample ${salt}`;
    let call: Call = base;
    for (const at of chosen) {
      const { key, schema } = optional[at]!;
      const value = values.make(schema ?? true, "all", `${key} ${text}`);
      if (value !== "" && value !== null && values.isValid(schema, value)) call = withArgument(call, key, value);
    }
    if (content !== undefined) {
      const made = await calls.bodyFor(content, "all", text);
      call = { ...call, body: made.body, isPlaced: call.isPlaced && made.isPlaced };
    }
    const testCase = { kind: "positive", label: `sample ${index + 1}` } as const;
    cases.push({ call, testCase, about: `sample ${index + 1}`, expects: "accepted", mayBeRefused: true });
  }
  return allowed(cases, means);
}

function seedOf(name: string, seed: number): number {
  return [...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)!) | 0, seed);
}
