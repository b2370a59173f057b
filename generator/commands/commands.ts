import type { PerApi } from "./apis/told.ts";
import type { Command } from "./command.ts";

/** A command by what the overview says of it; it is loaded when it is called. */
export interface CommandEntry {
  readonly summary: string;
  load(): Promise<CommandModule>;
}

/** What the module of a command has. */
export interface CommandModule {
  readonly command: Command;
  /** What it does with one API, where worker threads share several. */
  readonly perApi?: PerApi;
}

/** Every command, by name. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  init: {
    summary: "set a project up: settings, scripts, .gitattributes, a workflow",
    load: () => import("./init/init.ts"),
  },
  generate: { summary: "write the typed client of an API", load: () => import("./generate.ts") },
  check: {
    summary: "fail when a generated client does not match its documents",
    load: () => import("./check.ts"),
  },
  diff: {
    summary: "say what a new version of documents breaks, adds and changes for consumers of the client",
    load: () => import("./diff/diff.ts"),
  },
  inspect: {
    summary: "show the names, twins, clashes and aliases of an API, with places",
    load: () => import("./inspect/inspect.ts"),
  },
  "import-names": {
    summary: "name operations as a client of another generator does",
    load: () => import("./import-names.ts"),
  },
  scopes: {
    summary: "tell what scopes operations need, and the least set that code which calls them needs",
    load: () => import("./scopes/scopes.ts"),
  },
  vendor: {
    summary: "keep copies of the documents on the web that an API refers to",
    load: () => import("./vendor.ts"),
  },
  mock: { summary: "serve a mock of an API that behaves as its documents say", load: () => import("./mock/mock.ts") },
  proxy: {
    summary: "send requests on to the real API, and validate both directions",
    load: () => import("./mock/proxy.ts"),
  },
  contract: {
    summary: "test a running server against its documents",
    load: () => import("./contract/contract.ts"),
  },
  coverage: {
    summary: "tell what tests exercised of an API, and merge what several runs wrote",
    load: () => import("./coverage/coverage.ts"),
  },
  drift: {
    summary: "tell what recorded traffic shows that the documents do not say",
    load: () => import("./drift/drift.ts"),
  },
  explain: { summary: "explain a diagnostic code and how to fix its cause", load: () => import("./explain.ts") },
};
