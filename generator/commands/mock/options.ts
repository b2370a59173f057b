import type { ApiOptions } from "../../../mocks/pipeline/api-options.ts";
import { type Arguments, type Option, UsageError } from "../command.ts";
import { choiceOptions } from "../projects.ts";

const modes = ["strict", "lenient", "off"] as const;
const unknowns = ["note", "error", "ignore"] as const;
const judgements = ["refuse", "note", "ignore"] as const;

/** The options of the command. */
export const mockOptions = {
  ...choiceOptions,
  port: { type: "string", short: "p", value: "number", help: "the port; 0 picks a free one", default: "4010" },
  host: { type: "string", value: "address", help: "the address to bind to", default: "127.0.0.1" },
  dynamic: { type: "boolean", short: "d", help: "make up bodies instead of using examples" },
  "ignore-examples": { type: "boolean", help: "make up bodies even where there are examples" },
  seed: { type: "string", help: "make made-up bodies, random faults and the texts of tokens repeatable" },
  errors: { type: "boolean", help: "respond with 500 when a response violates the document" },
  "invalid-request": {
    type: "string",
    choices: judgements,
    help: "what becomes of a request that violates the document; note: it is served and told, ignore: served",
    default: "refuse",
  },
  "unknown-query": {
    type: "string",
    choices: unknowns,
    help: "what becomes of query arguments that nothing describes; note: the journal says so (default: settings, note)",
  },
  "no-cors": { type: "boolean", help: "send no CORS headers to browsers" },
  auth: {
    type: "string",
    choices: modes,
    help: "strict: the mock's tokens; lenient: any; off: no checks (default: lenient; strict with --token, settings)",
  },
  token: {
    type: "string",
    value: "scopes",
    isRepeatable: true,
    help: 'issue a token with these scopes at startup: "tickets.read tickets.write"; repeatable; /desk=… for one API',
  },
  fault: {
    type: "string",
    value: "faults",
    isRepeatable: true,
    help: "make something go wrong with every request: latency=100-300, status=503;probability=0.1",
  },
  "no-fault-header": { type: "boolean", help: "let no request make faults by the header X-Twinspec-Fault" },
  stateful: { type: "boolean", help: "keep what clients create, change and delete" },
  storage: {
    type: "string",
    value: "location",
    help: "where tokens and state are stored: memory, a folder, or redis://host:6379/0",
    default: "memory",
  },
  record: {
    type: "string",
    value: "address",
    help: "send every request to the API at this address, and record it without secrets",
  },
  replay: { type: "boolean", help: "respond with what was recorded" },
  recording: {
    type: "string",
    value: "location",
    help: "where recordings are: a folder, or redis://host:6379/0",
    default: "recordings",
  },
  open: { type: "boolean", help: "open the inspector, a page that shows what the mock does, in the browser" },
  coverage: {
    type: "string",
    value: "folder",
    help: "write what requests exercise of the documents into this folder, for twinspec coverage",
  },
  "allowed-hosts": {
    type: "string",
    value: "names",
    help: "names beside this machine's that requests may have in Host, with commas; .example.com: all below; *: all",
  },
  "no-control": { type: "boolean", help: "serve no control API and no inspector below /__twinspec/" },
  "control-token": {
    type: "string",
    value: "text",
    help: "the bearer token that the control API asks for; without one it is off beyond loopback addresses",
  },
  "no-recording": { type: "boolean", help: "with --record: send on and validate, and write nothing" },
  "upstream-proxy": {
    type: "string",
    value: "address",
    help: "reach the API of --record or of the settings through this HTTP proxy: http://user:password@host:port",
  },
  root: { type: "string", value: "folder", help: "read no file outside of this folder" },
  "no-watch": { type: "boolean", help: "do not reload documents, settings and lock when they change" },
  multiprocess: {
    type: "boolean",
    short: "m",
    help: "serve in a process of its own, while this one prints its log",
  },
  log: {
    type: "string",
    choices: ["pretty", "json", "none"],
    help: "how requests are logged: for people on standard error, or a line of JSON each on standard output",
    default: "pretty",
  },
  verbose: { type: "boolean", help: "show every operation and warning, and what cannot be checked" },
} as const satisfies Record<string, Option>;

/** How the APIs respond; a usage error where options contradict each other. */
export function apiOptions(args: Arguments): ApiOptions {
  const seed = args.text("seed");
  const auth = modes.find((mode) => mode === args.text("auth"));
  const judgement = judgements.find((each) => each === args.text("invalid-request"));
  const unknownQuery = unknowns.find((each) => each === args.text("unknown-query"));
  const faults = args.texts("fault");
  const [record, recording] = [args.text("record"), args.text("recording")];
  const coverage = args.text("coverage");
  if (coverage === "") throw new UsageError('"--coverage" must be a folder, not ""');
  checkTogether(args);
  if (record !== undefined && !/^https?:$/.test(URL.canParse(record) ? new URL(record).protocol : ""))
    throw new UsageError(`"--record" must be the http or https address of an API, not "${record}"`);
  const proxy = args.text("upstream-proxy");
  if (proxy !== undefined && !/^https?:$/.test(URL.canParse(proxy) ? new URL(proxy).protocol : ""))
    throw new UsageError('"--upstream-proxy" must be an http or https address, such as http://proxy.example.com:3128');
  return {
    dynamic: args.is("dynamic"),
    errors: args.is("errors"),
    ...(judgement !== undefined && judgement !== "refuse" && { onInvalidRequest: judgement }),
    ...(unknownQuery !== undefined && { unknownQuery }),
    cors: !args.is("no-cors"),
    ignoreExamples: args.is("ignore-examples"),
    ...(seed !== undefined && { seed }),
    ...(auth !== undefined && { auth }),
    ...(faults.length > 0 && { faults: { "*": faults } }),
    // Nobody can read it.
    ...(args.is("no-control") && { journal: { requests: 0 } }),
    ...(args.is("no-fault-header") && { faultHeader: false }),
    ...(args.is("stateful") && { stateful: true }),
    ...(coverage !== undefined && { coverage }),
    ...(record !== undefined && { record }),
    ...(proxy !== undefined && { upstreamProxy: proxy }),
    ...(args.is("replay") && { replay: true }),
    ...(recording !== undefined && { recording }),
    ...(args.is("no-recording") && { recording: false as const }),
  };
}

/** Who may control the mock over HTTP: as the settings say, but for what the command line does. */
export function controlOf(args: Pick<Arguments, "is" | "text">): Pick<ApiOptions, "control"> {
  const given = args.text("control-token");
  const token = given ?? process.env["TWINSPEC_CONTROL_TOKEN"];
  if (args.is("no-control")) {
    if (given !== undefined) throw new UsageError('"--no-control" and "--control-token" cannot be combined');
    if (args.is("open")) throw new UsageError('"--no-control" and "--open" cannot be combined');
    return { control: false };
  }
  if (token === undefined) return {};
  if (!/^[!-~]+$/.test(token)) throw new UsageError('"--control-token" must be ASCII characters without spaces');
  return { control: { token } };
}

/** Under which names the mock is reached, beside what the settings say. */
export function allowedHostsOf(args: Pick<Arguments, "text">): Pick<ApiOptions, "allowedHosts"> {
  const given = args.text("allowed-hosts");
  if (given === undefined) return {};
  const allowedHosts = given.split(",").map((name) => name.trim());
  const wrong = allowedHosts.find((name) => !/^[^/?#\s]+$/.test(name));
  if (wrong !== undefined)
    throw new UsageError(`"--allowed-hosts" must be names such as mock or mock:4010, not "${wrong}"`);
  return { allowedHosts };
}

/** The port of the command line. */
export function portOf(text = "4010"): number {
  const port = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`"--port" must be a number from 0 to 65535, not "${text}"`);
  return port;
}

/** Where responses come from: only one of them can be given. */
const sources = ["record", "replay", "stateful"] as const;

function checkTogether(args: Arguments): void {
  const isGiven = (option: string) => args.is(option) || args.text(option) !== undefined;
  const [first, second] = sources.filter(isGiven);
  if (second !== undefined)
    throw new UsageError(`"--${first}" and "--${second}" cannot be combined: each says where responses come from`);
  if (isGiven("recording") && first !== "record" && first !== "replay")
    throw new UsageError('"--recording" needs "--record" or "--replay"');
  if (isGiven("no-recording") && (first !== "record" || isGiven("recording")))
    throw new UsageError('"--no-recording" is for "--record" without "--recording"');
  if (isGiven("upstream-proxy") && first !== undefined && first !== "record")
    throw new UsageError(`"--upstream-proxy" and "--${first}" cannot be combined: no request goes to an API`);
  const madeUp = ["dynamic", "ignore-examples"].find(isGiven);
  if (first === "record" && madeUp !== undefined)
    throw new UsageError(`"--${madeUp}" and "--record" cannot be combined: the recorded API responds`);
}
