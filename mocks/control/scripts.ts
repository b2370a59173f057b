import { isSameOperation, type ServedOperation } from "../document/operations.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import { matchesArguments } from "./match-arguments.ts";
import type { Answering, ScriptedAnswer, When } from "./response-types.ts";

type Arguments = Readonly<Record<string, unknown>>;

/** The answers that a test gives instead of the document's. */
export interface Scripts {
  add(operation: ServedOperation, answering: Answering<Arguments, ScriptedAnswer>, when?: When<Arguments>): void;
  /** The answer to a request; undefined when no script has one. */
  answer(exchange: Exchange): Promise<ScriptedAnswer | undefined>;
  reset(): void;
}

interface Script {
  readonly operation: ServedOperation;
  readonly answering: Answering<Arguments, ScriptedAnswer>;
  readonly matcher: When<Arguments>["when"];
  left: number;
}

/** Keeps scripts; of those that fit a request, the one added last answers. */
export function createScripts(): Scripts {
  let scripts: Script[] = [];
  return {
    add(operation, answering, { times = Number.POSITIVE_INFINITY, when } = {}) {
      scripts.push({ operation, answering, matcher: when, left: times });
    },
    async answer(exchange) {
      const { method, target, headers, arguments: args } = exchange;
      for (const script of scripts.toReversed()) {
        if (!isSameOperation(script.operation, exchange.operation) || script.left <= 0) continue;
        if (!fits(script.matcher, args)) continue;
        // Before anything is awaited, so that of two requests at one time one gets the only answer.
        script.left -= 1;
        if (typeof script.answering !== "function") return script.answering;
        const answer = await script.answering({ method, url: target, headers, arguments: args });
        if (answer !== undefined) return answer;
        script.left += 1;
      }
      return undefined;
    },
    reset() {
      scripts = [];
    },
  };
}

function fits(matcher: When<Arguments>["when"], args: Arguments): boolean {
  if (matcher === undefined) return true;
  return typeof matcher === "function" ? matcher(args) : matchesArguments(matcher, args);
}
