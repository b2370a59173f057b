import type { JsonObject } from "../../generator/document/json.ts";
import { checkTemplates, fillResponse } from "./fill-response.ts";
import type { FindOperation } from "./find-operation.ts";
import { type ResponseRule, scriptOf } from "./response-rule.ts";
import { createScripts, type Scripts } from "./scripts.ts";

/** The responses that the settings, or the options, give in place of the document's. */
export interface Rules {
  readonly scripts: Pick<Scripts, "candidates">;
  /** Begins to count anew. */
  reset(): void;
}

/**
 * Responses by rules: of those that fit a request, the first one.
 *
 * @throws {UnknownOperationError} where a rule names an operation that the API does not have.
 * @throws {TypeError} where a pattern or a template of a rule is not valid.
 */
export function createRules(rules: readonly ResponseRule[], find: FindOperation, openapi: JsonObject): Rules {
  const scripts = createScripts();
  const addAll = () => {
    // Of scripts the last one wins.
    for (const rule of rules.toReversed()) {
      checkTemplates(rule);
      const operation = find(rule.operation);
      const { response, when } = scriptOf(rule);
      scripts.add(operation, ({ arguments: args }) => fillResponse(response, args, { operation, openapi }), when);
    }
  };
  addAll();
  return {
    scripts,
    reset() {
      scripts.reset();
      addAll();
    },
  };
}
