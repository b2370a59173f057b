import { didYouMean } from "../../generator/diagnostics/suggestion.ts";
import type { Handle } from "../http/edge.ts";
import { ProblemJsonError, problem } from "../http/problem.ts";
import { createRedaction } from "../http/redact.ts";
import { createHandle } from "../pipeline/handle.ts";
import { reasons } from "../pipeline/reason.ts";
import { createRequestLog, type RequestLogEntry } from "../pipeline/request-log.ts";

/** Responds to requests that are to none of the APIs: a 404 that names the prefixes. */
export function noApi(prefixes: readonly string[], log?: (entry: RequestLogEntry) => void): Handle {
  return createHandle(
    async (exchange) => {
      const { path } = exchange;
      exchange.reason = reasons["no-operation"];
      exchange.violations = [
        {
          location: ["request", "path"],
          severity: "Error",
          code: "no-path",
          message: `There is no API under ${path}.`,
        },
      ];
      const [, first = ""] = path.split("/", 2);
      const suggestion = didYouMean(`/${first}`, prefixes);
      const template = { type: "NO_API_MATCHED_ERROR", title: "No API under this path", status: 404 };
      const known = `there are ${prefixes.join(", ")}${suggestion === undefined ? "." : `; ${suggestion}`}`;
      return problem(new ProblemJsonError(template, `There is no API under ${path.slice(0, 200)}; ${known}`));
    },
    createRequestLog(createRedaction({}), { log }),
    { cors: true },
  );
}
