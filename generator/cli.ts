#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";
import { commands } from "./commands/commands.ts";
import { didYouMean } from "./diagnostics/suggestion.ts";

const help = `twinspec: from OpenAPI documents as they are really published, a typed client and a mock of the API

Usage: twinspec <command> [options]

Commands:
${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`)
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
    process.stdout.write(`${await version()}\n`);
    return 0;
  }
  if (!Object.hasOwn(commands, name)) {
    const suggestion = didYouMean(name, Object.keys(commands)) ?? "twinspec --help lists them";
    process.stderr.write(`error: there is no command "${name}"\nhelp: ${suggestion}\n`);
    return 2;
  }
  const [{ command }, { runCommand }] = await Promise.all([commands[name]!.load(), import("./commands/command.ts")]);
  return runCommand(command, { command: name, args: rest, program: fileURLToPath(import.meta.url) });
}

async function version(): Promise<string> {
  const { twinspecVersion } = await import("./settings/package-root.ts");
  return twinspecVersion();
}

/** What is printed when twinspec itself is at fault. */
async function reportBug(error: unknown): Promise<string> {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const system = `Node ${process.versions.node}, ${process.platform}`;
  return `twinspec failed, and that is a bug in twinspec ${await version()} (${system}):

${trace}

help: please report it to the maintainers of twinspec, with this text and, if you can, the document
`;
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // the reader of a pipe (`| head`) may go before we are done
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

if (isMainThread)
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    async (error: unknown) => {
      process.stderr.write(await reportBug(error));
      process.exitCode = 70;
    },
  );
else void import("./commands/apis/worker.ts").then(({ work }) => work());
