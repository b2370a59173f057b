import type { Mock, MockOptions } from "../../mocks/mock.ts";
import type { RequestLogEntry } from "../../mocks/request-log.ts";
import type { Settings } from "../settings/settings.ts";
import { type Arguments, type Command, UsageError } from "./command.ts";
import { printable, printableLine, printDiagnostics } from "./print.ts";
import { findProjects } from "./projects.ts";

const modes = ["strict", "lenient", "off"] as const;

export const command: Command = {
  description:
    "Serves an API that answers as its documents say, with Prism's engine and habits (Prefer: code=404, example=…, dynamic=true).",
  usage: "[documents, or a folder with a twinspec.yaml] [options]",
  options: {
    port: { type: "string", short: "p", value: "number", help: "the port; 0 takes a free one", default: "4010" },
    host: { type: "string", value: "address", help: "the address to bind to", default: "127.0.0.1" },
    dynamic: { type: "boolean", short: "d", help: "make up bodies instead of taking examples" },
    errors: { type: "boolean", help: "answer 500 when a response breaks the document" },
    seed: { type: "string", help: "make made-up bodies and chance repeatable" },
    auth: {
      type: "string",
      choices: modes,
      help: "strict: tokens of this mock alone; lenient: any token; off: nothing is checked (default: as the settings say, else strict)",
    },
    fault: {
      type: "string",
      value: "faults",
      help: "make something go wrong with every request: latency=100-300, status=503;probability=0.1",
    },
    "no-cors": { type: "boolean", help: "do not answer browsers of other origins" },
    "ignore-examples": { type: "boolean", help: "make up bodies even where there are examples" },
    log: { type: "string", choices: ["pretty", "json", "none"], help: "how requests are logged", default: "pretty" },
    verbose: { type: "boolean", help: "show every warning of the documents" },
  },
  examples: [
    ["twinspec mock spec/zoho-desk", "on http://127.0.0.1:4010"],
    ["twinspec mock openapi.yaml --port 0 --dynamic --seed 1", "a free port, repeatable made-up data"],
    ["curl -H 'Prefer: code=404' http://127.0.0.1:4010/api/v1/tickets/1", "a chosen answer"],
    ["curl -H 'X-Twinspec-Fault: latency=2000, truncated-body' http://127.0.0.1:4010/api/v1/tickets/1", "a fault"],
  ],
  async run(args) {
    const [project, ...others] = findProjects({
      ...args,
      text: (option) => (option === "output" ? undefined : args.text(option)),
    });
    if (!project || others.length > 0) throw new UsageError("one API can be served at a time; name its folder");
    if (!project.settings) {
      printDiagnostics(project.diagnostics, "pretty");
      return 1;
    }
    const options = optionsOf(args, project.settings);
    const mock = await start(options, args.is("verbose"));
    if (mock === undefined) return 1;
    printDiagnostics(mock.diagnostics, "pretty", { all: args.is("verbose") });
    process.stderr.write(await banner(mock, project.settings.authPrefix, options.auth));
    await new Promise<void>((stop) => {
      process.once("SIGINT", stop);
      process.once("SIGTERM", stop);
    });
    await mock.close();
    process.stderr.write("stopped\n");
    return 0;
  },
};

function optionsOf(args: Arguments, settings: Settings): MockOptions {
  const seed = args.text("seed");
  const auth = modes.find((mode) => mode === args.text("auth"));
  const fault = args.text("fault");
  const log = args.text("log") ?? "pretty";
  return {
    spec: settings.file ?? settings.inputs,
    port: portOf(args.text("port") ?? "4010"),
    host: args.text("host") ?? "127.0.0.1",
    dynamic: args.is("dynamic"),
    errors: args.is("errors"),
    cors: !args.is("no-cors"),
    ignoreExamples: args.is("ignore-examples"),
    ...(seed !== undefined && { seed }),
    ...(auth !== undefined && { auth }),
    ...(fault !== undefined && { faults: { "*": [fault] } }),
    ...(log !== "none" && {
      log: (entry) => process.stdout.write(log === "json" ? jsonLine(entry) : prettyLines(entry)),
    }),
  };
}

/** The mock; undefined, with the reason printed, where it cannot start. */
async function start(options: MockOptions, showsAll: boolean): Promise<Mock | undefined> {
  const { startMock, UnreadableSpecError } = await import("../../mocks/start-mock.ts");
  const { FaultSyntaxError } = await import("../../mocks/faults/parse-faults.ts");
  const { UnknownOperationError } = await import("../../mocks/control/find-operation.ts");
  try {
    return await startMock(options);
  } catch (error) {
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

/** A request without its arguments: a body may hold anything. */
function jsonLine({ arguments: _, ...entry }: RequestLogEntry): string {
  return `${printableLine(JSON.stringify(entry))}\n`;
}

function prettyLines({ method, url, status, operation, faults, violations, duration }: RequestLogEntry): string {
  const name = operation?.name ?? operation?.operationId ?? "";
  const outcome = status === 0 ? "reset" : status;
  const made = faults.length > 0 ? `  (${faults.join(", ")})` : "";
  const lines = [
    `${method} ${url} → ${outcome}  ${name}  ${Math.round(duration)} ms${made}`,
    ...violations.map(({ message }) => `  ${message}`),
  ];
  return lines.map((line) => `${printableLine(line)}\n`).join("");
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`"--port" is a number from 0 to 65535, not "${text}"`);
  return port;
}

async function banner(mock: Mock, authPrefix: string, auth: MockOptions["auth"]): Promise<string> {
  const { operations, url, host } = mock;
  const rows = operations.map(({ method, path, scopes }) =>
    printableLine(
      `  ${method.padEnd(7)} ${path}${scopes.length > 0 ? `  (${scopes.map((set) => set.join(" + ")).join(" | ")})` : ""}`,
    ),
  );
  const isLocal = host === "127.0.0.1" || host === "::1" || host === "localhost";
  const reach = isLocal ? ", for this machine alone" : `, for every machine that can reach ${host}`;
  return printable(
    `${rows.join("\n")}\n\nListening on ${url}${reach}.\n${await tryLine(mock, authPrefix, auth)}Stop with Ctrl+C.\n`,
  );
}

/** A line for the shell that gets an answer, with a token of the scopes that it needs. */
async function tryLine(mock: Mock, authPrefix: string, auth: MockOptions["auth"]): Promise<string> {
  const sample = mock.sampleRequest();
  if (sample === undefined) return "";
  const [scopes] = sample.operation.scopes;
  let header = "";
  if (scopes !== undefined && auth !== "off") {
    const { accessToken } = await mock.issueToken({ scopes });
    header = `-H ${quoted(`Authorization: ${authPrefix} ${accessToken}`)} `;
  }
  return `Try: curl -i ${header}${quoted(`${mock.url}${sample.target}`)}\n`;
}

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
