import type { Mock, MockOptions } from "../../mocks/mock.ts";
import { startMock, UnreadableSpecError } from "../../mocks/start-mock.ts";
import { type Command, UsageError } from "./command.ts";
import { printable, printableLine, printDiagnostics } from "./print.ts";
import { findProjects } from "./projects.ts";

export const command: Command = {
  description:
    "Serves an API that answers as its documents say, with Prism's engine and habits (Prefer: code=404, example=…, dynamic=true).",
  usage: "[documents, or a folder with a twinspec.yaml] [options]",
  options: {
    port: { type: "string", short: "p", value: "number", help: "the port; 0 takes a free one", default: "4010" },
    host: { type: "string", short: "h", value: "address", help: "the address to bind to", default: "127.0.0.1" },
    dynamic: { type: "boolean", short: "d", help: "make up bodies instead of taking examples" },
    errors: { type: "boolean", help: "answer 500 when a response breaks the document" },
    seed: { type: "string", help: "make made-up bodies repeatable" },
    "no-cors": { type: "boolean", help: "do not answer browsers of other origins" },
    "ignore-examples": { type: "boolean", help: "make up bodies even where there are examples" },
    log: { type: "string", choices: ["pretty", "json", "none"], help: "how requests are logged", default: "pretty" },
    verbose: { type: "boolean", help: "show every warning of the documents" },
  },
  examples: [
    ["twinspec mock spec/zoho-desk", "on http://127.0.0.1:4010"],
    ["twinspec mock openapi.yaml --port 0 --dynamic --seed 1", "a free port, repeatable made-up data"],
    ["curl -H 'Prefer: code=404' http://127.0.0.1:4010/api/v1/tickets/1", "a chosen answer"],
  ],
  async run(args) {
    const log = args.text("log") ?? "pretty";
    const [project, ...others] = findProjects({
      ...args,
      text: (option) => (option === "output" ? undefined : args.text(option)),
    });
    if (!project || others.length > 0) throw new UsageError("one API can be served at a time; name its folder");
    const { settings } = project;
    if (!settings) {
      printDiagnostics(project.diagnostics, "pretty");
      return 1;
    }
    const seed = args.text("seed");
    const options: MockOptions = {
      spec: settings.inputs.map((input) => (input === "." ? settings.folder : input)),
      port: portOf(args.text("port") ?? "4010"),
      host: args.text("host") ?? "127.0.0.1",
      dynamic: args.is("dynamic"),
      errors: args.is("errors"),
      cors: !args.is("no-cors"),
      ignoreExamples: args.is("ignore-examples"),
      ...(seed !== undefined && { seed }),
      ...(log !== "none" && {
        log: (entry) => {
          const line =
            log === "json"
              ? JSON.stringify(entry)
              : `${entry.method} ${entry.url} → ${entry.status}  ${entry.operation?.name ?? ""}  ${Math.round(entry.duration)} ms`;
          process.stdout.write(`${printableLine(line)}\n`);
        },
      }),
    };
    let mock: Mock;
    try {
      mock = await startMock(options);
    } catch (error) {
      if (error instanceof UnreadableSpecError)
        printDiagnostics(error.diagnostics, "pretty", { all: args.is("verbose") });
      else if (error instanceof Error && "code" in error) process.stderr.write(`error: ${error.message}\n`);
      else throw error;
      return 1;
    }
    printDiagnostics(mock.diagnostics, "pretty", { all: args.is("verbose") });
    process.stderr.write(banner(mock));
    await new Promise<void>((stop) => {
      process.once("SIGINT", stop);
      process.once("SIGTERM", stop);
    });
    await mock.close();
    process.stderr.write("stopped\n");
    return 0;
  },
};

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`"--port" is a number from 0 to 65535, not "${text}"`);
  return port;
}

function banner({ operations, url, host }: Mock): string {
  const rows = operations.map(({ method, path, scopes }) =>
    printableLine(
      `  ${method.padEnd(7)} ${path}${scopes.length > 0 ? `  (${scopes.map((set) => set.join(" + ")).join(" | ")})` : ""}`,
    ),
  );
  const first = operations.find(({ method, path }) => method === "GET" && !path.includes("{")) ?? operations[0];
  const isLocal = host === "127.0.0.1" || host === "::1" || host === "localhost";
  return printable(`${rows.join("\n")}

Listening on ${url}${isLocal ? ", for this machine alone" : `, for every machine that can reach ${host}`}.${first ? `\nTry: curl -i '${url}${first.path.replaceAll("'", "%27")}'` : ""}
Stop with Ctrl+C.
`);
}
