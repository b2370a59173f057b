import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import { inCurrentDialect } from "../../generator/schema/dialect.ts";
import { resolvePointer } from "../../generator/schema/references.ts";
import type { Sampler } from "../samples/sampler.ts";
import type { StandIn } from "./one-operation.ts";

/** A schema of the document, and where it stands. */
interface Meant {
  readonly schema: unknown;
  readonly place: string;
}

/** What Prism gets in place of the schemas of a document. */
export interface StandIns {
  readonly standInFor: StandIn;
  /** What a stand-in stands for, as Prism hands it out. */
  meantBy(standIn: JsonObject): Meant;
}

const mark = "x-stands-for";

/** How many references are followed from one to the next. */
const mostSteps = 100;

/**
 * Stand-ins have an example of their schemas, the first that is valid if one is: it is that of a response that has
 * none.
 */
export function createStandIns(openapi: JsonObject, { isValid }: Pick<Sampler, "isValid">): StandIns {
  const meant: Meant[] = [];

  function examplesOf(schema: unknown): readonly unknown[] {
    let found = schema;
    for (let steps = 0; isObject(found) && steps < mostSteps; steps += 1) {
      const current = inCurrentDialect(found);
      const examples = listIn(current, "examples");
      const { $ref: reference } = current;
      if (examples.length > 0 || typeof reference !== "string") return examples;
      found = resolvePointer(openapi, reference);
    }
    return [];
  }

  return {
    standInFor(schema, place) {
      const examples = examplesOf(schema);
      const valid = examples.length > 1 ? examples.find((each) => isValid(schema, place, each)) : undefined;
      const example = valid === undefined ? examples[0] : valid;
      meant.push({ schema, place });
      return { [mark]: String(meant.length - 1), ...(example !== undefined && { examples: [example] }) };
    },
    meantBy: ({ [mark]: index }) => meant[Number(index)] ?? { schema: true, place: "" },
  };
}
