import { type Code, codeOf } from "../../emit/printing/code.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { runtime } from "../../emit/symbols.ts";
import type { OutputSettings } from "../../emit/toolkit.ts";

/** What stands beside it, as the runtime has it. */
const passedOn = [
  ...["BackOff", "CallLimits", "Clock", "DeadlineError", "FetchOptions", "LimitedFetch", "NetworkError"],
  ...["RetryEvent", "RetryOptions", "RetryReason", "TimeoutError"],
];

/** The module of `createFetch`, bound to what the settings of the API say. */
export function fetchModule(settings: OutputSettings): SourceFile {
  const file = new SourceFile("fetch", { declares: ["createFetch"] });
  const create = file.use(runtime("createFetch"));
  file.reexport(...passedOn.map(runtime));
  file.statements.push({
    kind: "function",
    name: "createFetch",
    doc: `A \`fetch\` with timeouts, a deadline, retries and a limit of requests at one time, for
\`createClient({ fetch: createFetch({ … }) })\` and for \`createTransport\`. It rejects with a
NetworkError, a TimeoutError or a DeadlineError; with the reason of the caller's signal, as it is;
and with whatever else \`fetch\` throws, as it is.`,
    parameters: [{ name: "options", type: file.use(runtime("FetchOptions")), default: "{}" }],
    returns: file.use(runtime("LimitedFetch")),
    body: [["return ", { kind: "call", callee: create, args: ["options", limitsOf(settings)] }]],
  });
  return file;
}

/** What the settings say of the limits of calls. */
function limitsOf({ retry, concurrency }: OutputSettings): Code {
  return codeOf({ ...(Object.keys(retry).length > 0 && { retry }), concurrency });
}
