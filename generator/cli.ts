#!/usr/bin/env node
import type { Command } from "./commands/command.ts";
import { didYouMean } from "./diagnostics/suggestion.ts";

/** Every command, loaded when it is called: `twinspec --help` loads none. */
const commands: Record<string, { readonly summary: string; load(): Promise<{ readonly command: Command }> }> = {
  generate: { summary: "write the typed client of an API", load: () => import("./commands/generate.ts") },
  check: {
    summary: "fail when a generated client is not what its documents give",
    load: () => import("./commands/check.ts"),
  },
  inspect: {
    summary: "show the names, twins, clashes and aliases of an API, with places",
    load: () => import("./commands/inspect.ts"),
  },
  mock: { summary: "serve an API that behaves as its documents say", load: () => import("./commands/mock.ts") },
  explain: {
    summary: "say what a diagnostic code means and how to mend it",
    load: () => import("./commands/explain.ts"),
  },
};

const help = `twinspec: from OpenAPI documents as they are really published, a typed client and a mock of the API

Usage: twinspec <command> [options]

Commands:
${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join("\n")}

  twinspec <command> --help shows a command's options and examples.
  twinspec --version shows the version.
`;

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(help);
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-v") {
    const { twinspecVersion } = await import("./settings/package-root.ts");
    process.stdout.write(`${twinspecVersion()}\n`);
    return 0;
  }
  if (!Object.hasOwn(commands, name)) {
    const suggestion = didYouMean(name, Object.keys(commands)) ?? "twinspec --help lists them";
    process.stderr.write(`error: there is no command "${name}"\nhelp: ${suggestion}\n`);
    return 2;
  }
  const [{ command }, { runCommand }] = await Promise.all([commands[name]!.load(), import("./commands/command.ts")]);
  return runCommand(name, command, rest);
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // the reader of a pipe (`| head`) may go before we are done
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  async (error: unknown) => {
    const { reportBug } = await import("./commands/bug.ts");
    process.stderr.write(reportBug(error));
    process.exitCode = 70;
  },
);
