import type { RequestLogEntry } from "../../../mocks/pipeline/request-log.ts";
import type { ApiOfDocuments, Mock, Mocks, MocksOptions } from "../../../mocks/server/mock.ts";
import { type Arguments, type Command, UsageError } from "../command.ts";
import { optimizeAsUsual, optimizeLess } from "../optimizer.ts";
import { printableLine, printDiagnostics } from "../print.ts";
import { banner, placesOf, readiness } from "./banner.ts";
import { createUncheckedNotes, jsonLine, prettyLines, printReload } from "./log.ts";
import { openPage } from "./open-page.ts";
import { allowedHostsOf, apiOptions, controlOf, mockOptions, portOf } from "./options.ts";
import { fromPrism } from "./prism-spellings.ts";
import { collectGarbageSoon, isServerProcess, serveInOwnProcess, toldToStop } from "./process.ts";
import { type ServedProject, servedApis } from "./served-apis.ts";
import { issueTokens, requestedTokens } from "./tokens.ts";

/** Seconds that requests in flight have when the mock is stopped, where the settings say nothing. */
const shutdownTimeout = 10;

export const command: Command = {
  description: `Serves mocks of APIs that respond as their documents say, with Prism's engine and habits
(Prefer: code=404, example=…, dynamic=true). Prism's spellings of options work too: -h <address>, --verboseLevel,
--ignoreExamples, --cors=false.`,
  usage: "[documents, or folders with settings; /prefix= before each where there are several APIs] [options]",
  options: mockOptions,
  examples: [
    ["twinspec mock spec/zoho-desk", "at http://127.0.0.1:4010"],
    ["twinspec mock /desk=spec/zoho-desk /crm=crm.yaml", "two APIs on one port"],
    ['twinspec mock spec/zoho-desk --token "Desk.basic.READ Desk.settings.READ"', "with a token, printed at startup"],
    ["twinspec mock openapi.yaml --port 0 --dynamic --seed 1", "a free port, repeatable made-up data"],
    ["curl -H 'Prefer: code=404' http://127.0.0.1:4010/api/v1/tickets/1", "a chosen response"],
    ["curl -H 'X-Twinspec-Fault: latency=2000, truncated-body' http://127.0.0.1:4010/api/v1/tickets/1", "a fault"],
  ],
  translate: fromPrism,
  async run(args) {
    const options = apiOptions(args);
    const port = portOf(args.text("port"));
    await checkFaults(args);
    if (args.is("multiprocess") && !isServerProcess()) return serveInOwnProcess();
    const served = servedApis(args);
    const tokens = requestedTokens(args.texts("token"), new Set(served.keys()));
    if (options.record !== undefined && served.size > 1) throw new UsageError('"--record" needs exactly one API');
    const isTokenRequested = (prefix: string) => tokens.some((token) => (token.prefix ?? prefix) === prefix);
    const showsAll = args.is("verbose");
    const faulty = [...served.values()].filter(({ project }) => project.settings === undefined);
    for (const { project } of faulty) printDiagnostics(project.diagnostics, "pretty", { all: showsAll });
    if (faulty.length > 0) return 1;

    // What reads the documents runs once, what responds time and again.
    optimizeLess();
    const running = new Map<string, Mock>();
    const log = requestLog(args, running);
    const started = await start(
      {
        apis: Object.fromEntries(
          [...served].map(([prefix, each]) => [
            prefix,
            {
              ...options,
              ...documentsOf(each, args),
              defaultAuth: isTokenRequested(prefix) ? ("strict" as const) : ("lenient" as const),
              log: log(prefix),
            },
          ]),
        ),
        port,
        host: args.text("host") ?? "127.0.0.1",
        storage: args.text("storage") ?? "memory",
        shutdownTimeout: Math.max(
          ...[...served.values()].map(({ project }) => project.settings?.mock.shutdownTimeout ?? shutdownTimeout),
        ),
        watch: !args.is("no-watch"),
        onReload: (reload, prefix) => printReload(reload, prefix, showsAll),
        log: log(undefined),
        ...controlOf(args),
        ...allowedHostsOf(args),
      },
      showsAll,
    );
    if (started === undefined) return 1;
    const authPrefix = (prefix: string): string => served.get(prefix)?.project.settings?.authPrefix ?? "Bearer";
    const introduced = Object.entries(started.apis).map(([prefix, mock]) => {
      running.set(prefix, mock);
      printDiagnostics(mock.diagnostics, "pretty", { all: showsAll });
      const { name, settings } = served.get(prefix)!.project;
      const isAccessUnsaid = options.auth === undefined && settings?.mock.oauth.mode === undefined;
      return { mock, prefix, name, authPrefix: authPrefix(prefix), isAccessUnsaid };
    });
    process.stderr.write(await banner(started, introduced, { showsAll, places: placesOf(args) }));
    process.stderr.write(`${await issueTokens(tokens, running, authPrefix)}Stop with Ctrl+C.\n`);
    process.stdout.write(readiness(started, args.text("log") ?? "pretty"));
    if (args.is("open")) openPage(started.inspector);
    optimizeAsUsual();
    collectGarbageSoon();
    await toldToStop();
    await started.close();
    process.stderr.write("stopped\n");
    return 0;
  },
};

function documentsOf(
  { project, standardInput }: ServedProject,
  args: Arguments,
): Pick<ApiOfDocuments, "exclude" | "include" | "root" | "spec" | "standardInput"> {
  const { settings } = project;
  const root = args.text("root");
  return {
    spec: settings?.file ?? settings?.inputs ?? [],
    include: args.texts("include"),
    exclude: args.texts("exclude"),
    ...(standardInput !== undefined && { standardInput }),
    ...(root !== undefined && { root }),
  };
}

/** For each API what writes its requests, and what cannot be checked about them. */
function requestLog(args: Arguments, running: ReadonlyMap<string, Mock>) {
  const format = args.text("log") ?? "pretty";
  const lines = format === "json" ? jsonLine : prettyLines;
  const noteUnchecked = createUncheckedNotes(args.is("verbose"));
  return (prefix: string | undefined) => (entry: RequestLogEntry) => {
    // What programs read stands alone on standard output; for people there is but the line that the mock is ready.
    const output = format === "json" ? process.stdout : process.stderr;
    if (format !== "none") output.write(lines(entry, prefix));
    const mock = prefix === undefined ? undefined : running.get(prefix);
    if (mock !== undefined && prefix !== undefined) noteUnchecked(mock, prefix);
  };
}

/** A usage error where the faults of the command line cannot be read. */
async function checkFaults(args: Arguments): Promise<void> {
  const { FaultSyntaxError, parseFaults } = await import("../../../mocks/faults/parse-faults.ts");
  try {
    for (const text of args.texts("fault")) parseFaults(text);
  } catch (error) {
    if (error instanceof FaultSyntaxError) throw new UsageError(`"--fault": ${error.message}`);
    throw error;
  }
}

/** The mocks; undefined, with the reason printed, where they cannot start. */
async function start(options: MocksOptions, showsAll: boolean): Promise<Mocks | undefined> {
  const { startMocks } = await import("../../../mocks/server/start-mock.ts");
  const { UnreadableSpecError } = await import("../../../mocks/server/read-spec.ts");
  const { FaultSyntaxError } = await import("../../../mocks/faults/parse-faults.ts");
  const { UnknownOperationError } = await import("../../../mocks/control/find-operation.ts");
  const { PrefixSyntaxError } = await import("../../../mocks/http/edge.ts");
  try {
    return await startMocks(options);
  } catch (error) {
    if (error instanceof PrefixSyntaxError) throw new UsageError(error.message);
    if (error instanceof UnreadableSpecError) printDiagnostics(error.diagnostics, "pretty", { all: showsAll });
    else if (error instanceof FaultSyntaxError || error instanceof UnknownOperationError || isSystemError(error))
      process.stderr.write(`error: ${printableLine(error.message)}\n`);
    else throw error;
    return undefined;
  }
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && "code" in error;
}
