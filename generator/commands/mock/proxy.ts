import { type Arguments, type Command, UsageError } from "../command.ts";
import { command as mock } from "./mock.ts";
import { mockOptions } from "./options.ts";
import { fromPrism } from "./prism-spellings.ts";

const { port, host, errors, fault, root, multiprocess, log, verbose } = mockOptions;

export const command: Command = {
  description: `Sends requests on to the real API, as prism proxy does, and validates both directions: what violates the
document stands in sl-violations and in the log. The mock responds where the API says 501. Nothing is written down,
unless --recording says where. Prism's spellings of options work too: -h <address>, --validate-request=false,
--cors=false.`,
  usage: "[documents, or a folder with settings] <address of the API> [options]",
  options: {
    port,
    host,
    errors: { ...errors, help: "refuse requests that violate the document, and respond with 500 to such responses" },
    "invalid-request": { ...mockOptions["invalid-request"], default: "note", choices: ["note", "ignore"] },
    "no-cors": mockOptions["no-cors"],
    auth: {
      type: "string",
      choices: ["lenient", "off"],
      help: "lenient: requests without a credential that the document asks for are violations; off: they are not",
      default: "lenient",
    },
    fault,
    recording: { type: "string", value: "location", help: "record exchanges without secrets, in a folder or Redis" },
    "no-recording": { type: "boolean", help: "record nothing, as is the default" },
    "upstream-proxy": {
      type: "string",
      value: "address",
      help: "reach the API through this HTTP proxy: http://user:password@host:port",
    },
    root,
    "no-watch": mockOptions["no-watch"],
    "allowed-hosts": mockOptions["allowed-hosts"],
    "no-control": mockOptions["no-control"],
    "control-token": mockOptions["control-token"],
    multiprocess,
    log,
    verbose,
  },
  examples: [
    ["twinspec proxy openapi.yaml https://api.example.com/v1", "at http://127.0.0.1:4010"],
    ["twinspec proxy openapi.yaml http://localhost:3000 --errors", "violations are errors"],
    ["twinspec proxy openapi.yaml http://localhost:3000 --invalid-request=ignore", "only responses are validated"],
  ],
  translate: fromPrism,
  run: (args) => mock.run(asRecording(args)),
};

/** The arguments of `twinspec mock --record` that do the same. */
function asRecording(args: Arguments): Arguments {
  const documents = args.positionals.slice(0, -1);
  const address = args.positionals.at(-1) ?? "";
  if (!/^https?:$/.test(URL.canParse(address) ? new URL(address).protocol : "")) {
    const found = args.positionals.length === 0 ? "is missing" : `is not "${address}"`;
    throw new UsageError(
      `the address of the API, which begins with http:// or https://, ${found}`,
      "name it last: twinspec proxy openapi.yaml https://api.example.com/v1",
    );
  }
  if (args.is("no-recording") && args.text("recording") !== undefined)
    throw new UsageError('"--recording" and "--no-recording" cannot be combined');
  return {
    ...args,
    positionals: documents,
    text: (option) =>
      option === "record" ? address : (args.text(option) ?? (option === "auth" ? "lenient" : undefined)),
    is: (option) => (option === "no-recording" ? args.text("recording") === undefined : args.is(option)),
  };
}
