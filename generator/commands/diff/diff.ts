import { diff, hasErrors } from "../../index.ts";
import type { Command } from "../command.ts";
import { optimizeLess } from "../optimizer.ts";
import { asData, printDiagnostics } from "../print.ts";
import { versionsOf } from "./versions.ts";

export const command: Command = {
  description: `Says what a new version of documents changes for whoever uses the generated client.`,
  usage: "[OLD NEW] [options]",
  options: {
    format: { type: "string", choices: ["pretty", "json"], help: "how findings are printed", default: "pretty" },
    "fail-on": {
      type: "string",
      choices: ["breaking", "any"],
      help: "what makes the exit code 1",
      default: "breaking",
    },
  },
  examples: [["twinspec diff", "what the working tree changes against HEAD, of each API"]],
  run: async (args) => {
    optimizeLess();
    const results: object[] = [];
    let hasFailed = false;
    for (const { name, old, new: now } of versionsOf(args)) {
      const { findings = [], level = "none", diagnostics } = await diff(old, now);
      const all = [...diagnostics.old, ...diagnostics.new];
      hasFailed ||= hasErrors(all) || level === "breaking" || (args.text("fail-on") === "any" && level !== "none");
      if (args.text("format") === "json")
        results.push({
          api: name,
          level,
          findings,
          diagnostics: all.filter((each) => each.severity === "error").map(asData),
        });
      else {
        printDiagnostics(
          all.filter((each) => each.severity === "error"),
          "pretty",
        );
        for (const each of findings)
          process.stdout.write(`${each.level} ${each.kind} ${each.operation} ${each.path}: ${each.message}\n`);
      }
    }
    if (args.text("format") === "json") process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    return hasFailed ? 1 : 0;
  },
};
