import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { type Diagnostic, type Generated, generate, hasErrors } from "../index.ts";
import { systemReason } from "../settings/file-text.ts";
import { lockFileName } from "../settings/find-settings.ts";
import type { Command } from "./command.ts";
import { commonOptions, eachProject } from "./each-project.ts";
import { nextStep } from "./next-step.ts";
import { counted, countedSchemas, printable } from "./print.ts";
import { findReplaceableTargets, withOutput } from "./targets.ts";

export const command: Command = {
  description: `Writes the typed client of an API: an npm package, or source files into an existing tree. All
files are written, or none; public names are kept in ${lockFileName}, which belongs in version control.`,
  usage: "[documents, or folders with settings] [options]",
  options: {
    output: { type: "string", short: "o", value: "folder", help: "where the client is written" },
    ...commonOptions,
    frozen: { type: "boolean", help: "fail instead of changing the lock, as npm ci does" },
    prune: { type: "boolean", help: "release the names of operations that are gone" },
    force: { type: "boolean", help: "overwrite generated files that were changed by hand" },
  },
  examples: [
    ["twinspec generate", "every API whose settings are here or below spec/"],
    ["twinspec generate openapi.yaml -o src/api", "one document, without settings"],
    ["twinspec generate spec/zoho-desk --frozen", "in CI: the lock must be complete"],
    ["curl -s https://example.com/openapi.json | twinspec generate - -o client", "from standard input"],
  ],
  run: (args) =>
    eachProject(
      args,
      async ({ settings, diagnostics: faults }, common) => {
        const started = performance.now();
        if (!settings) return { diagnostics: faults, verdict: "nothing was written", data: { files: 0 } };
        const target = withOutput(settings);
        const { output } = target;
        const isFirst = !existsSync(output);
        const options = { ...common, frozen: args.is("frozen"), prune: args.is("prune"), force: args.is("force") };
        const { diagnostics, files, model, hasChanged } = await generate(target, options).catch(
          (error: unknown): Pick<Generated, "diagnostics" | "files" | "model" | "hasChanged"> => ({
            diagnostics: [fileFault(error, output)],
          }),
        );
        if (!files || !model || hasErrors(diagnostics))
          return { diagnostics, verdict: "nothing was written", data: { output, files: 0 } };
        const made = `${counted(model.operations.length, "operation")} and ${countedSchemas(model)}`;
        const where = relative(resolve(), output) || ".";
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        const all = `${made} in ${counted(files.size, "file")}`;
        const verdict = hasChanged
          ? `${all}, written to ${where} in ${seconds} s`
          : `nothing changed in ${where}: ${all}, looked at in ${seconds} s`;
        const isForPeople = (args.text("format") ?? "pretty") === "pretty";
        const step = isForPeople ? nextStep(target, { files, isFirst }) : undefined;
        const said = step === undefined ? verdict : `${verdict}\n${printable(step)}`;
        return { diagnostics, verdict: said, data: { output, files: files.size, hasChanged } };
      },
      findReplaceableTargets,
    ),
};

/** Turns the operating system's refusal into a diagnostic; any other error is thrown on. */
function fileFault(error: unknown, output: string): Diagnostic {
  const { code } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
  const shown = relative(resolve(), output) || ".";
  return {
    code: "output-unwritable",
    severity: "error",
    message: `cannot write to "${shown}": ${systemReason(error)}`,
    at: { file: shown },
    help: "name a folder that can be created or written to",
  };
}
