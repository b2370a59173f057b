import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { type Diagnostic, type Generated, generate, hasErrors } from "../entry.ts";
import { systemReason } from "../settings/file-text.ts";
import { lockFileName } from "../settings/find-settings.ts";
import { choosingOptions } from "./apis/choose.ts";
import type { PerApi } from "./apis/told.ts";
import type { Command } from "./command.ts";
import { commonOptions, eachChosen } from "./each-project.ts";
import { staleLock } from "./lock-diff.ts";
import { lockStep, mergeStep, nextStep } from "./next-step.ts";
import { counted, countedSchemas, printableLine } from "./print.ts";
import { choiceOptions } from "./projects.ts";
import { findReplaceableTargets, withOutput } from "./targets.ts";

/** Generates the client of one API. */
export const perApi: PerApi = async (args, { settings, diagnostics: faults }, common) => {
  const started = performance.now();
  if (!settings) return { diagnostics: faults, verdict: "nothing was written", data: { files: 0 } };
  const target = withOutput(settings);
  const { output } = target;
  const isFirst = !existsSync(output);
  const options = { ...common, frozen: args.is("frozen"), prune: args.is("prune"), force: args.is("force") };
  const generated = await generate(target, options).catch(
    (error: unknown): Generated => ({ documents: new Map(), diagnostics: [fileFault(error, output)] }),
  );
  const { diagnostics, files, model, hasChanged, lockText, nameChanges, written, sources } = generated;
  const watched = sources && { sources };
  const all = args.is("verbose");
  if (!files || !model || hasErrors(diagnostics)) {
    const refused = { diagnostics, verdict: "nothing was written", data: { output, files: 0 }, ...watched };
    const { text, lockDiff } = await staleLock(target, generated, { all });
    return text === undefined ? refused : { ...refused, text, data: { ...refused.data, lockDiff } };
  }
  const made = `${counted(model.operations.length, "operation")} and ${countedSchemas(model)}`;
  const where = printableLine(relative(resolve(), output) || ".");
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const whole = `${made} in ${counted(files.size, "file")}`;
  const verdict = hasChanged
    ? `${whole}, written to ${where} in ${seconds} s`
    : `nothing changed in ${where}: ${whole}, looked at in ${seconds} s`;
  const isForPeople = (args.text("format") ?? "pretty") === "pretty";
  const isNewLock = lockText?.old === undefined;
  const steps = isForPeople
    ? [nextStep(target, { files, isFirst }), ...(isNewLock ? [lockStep(target), mergeStep(target)] : [])]
    : [];
  const names = isForPeople && nameChanges ? namesText(nameChanges, { all }) : [];
  const said = [verdict, ...names, ...steps.filter((step) => step !== undefined).map(printableLine)].join("\n");
  const data = { output, files: files.size, hasChanged, ...(nameChanges && { names: nameChanges }) };
  return { diagnostics, verdict: args.is("watch") ? inBrief() : said, data, ...watched };

  function inBrief(): string {
    const what = hasChanged ? `${written} of ${counted(files!.size, "file")} written to` : "nothing changed in";
    return [`${what} ${where} in ${seconds} s`, ...names].join("\n");
  }
};

export const command: Command = {
  description: `Writes the typed client of an API: an npm package, or source files into an existing tree. All
files are written, or none; public names are kept in ${lockFileName}, which belongs in version control.`,
  usage: "[documents, or folders with settings] [options]",
  options: {
    output: { type: "string", short: "o", value: "folder", help: "where the client is written" },
    ...choosingOptions,
    ...choiceOptions,
    ...commonOptions,
    frozen: { type: "boolean", help: "fail instead of changing the lock, as npm ci does" },
    prune: { type: "boolean", help: "release the names of operations that are gone" },
    force: { type: "boolean", help: "overwrite generated files that were changed by hand" },
    watch: {
      type: "boolean",
      short: "w",
      help: "generate again whenever documents, settings or what they name change",
    },
  },
  examples: [
    ["twinspec generate", "every API whose settings are here or below spec/, and in the packages of the workspace"],
    ["twinspec generate --filter 'desk*' --filter '!desk-v1'", "some of them"],
    ["twinspec generate openapi.yaml -o src/api", "one document, without settings"],
    ["twinspec generate openapi.yaml -o src/api --include tag:pets --exclude deprecated", "a part of it"],
    ["twinspec generate spec/zoho-desk --watch", "until Ctrl+C: what changed, on one line"],
    ["twinspec generate spec/zoho-desk --frozen", "in CI: the lock must be complete"],
    ["curl -s https://example.com/openapi.json | twinspec generate - -o client", "from standard input"],
  ],
  run: async (args) => {
    if (!args.is("watch")) return eachChosen(args, perApi, findReplaceableTargets);
    const { watchProjects } = await import("./watch/watch.ts");
    return watchProjects(args, perApi, findReplaceableTargets);
  },
};

/** How many names of a kind are listed. */
const shownNames = 5;

/** What became of names that were given before: a line for those that are new, kept or gone, where there are any. */
function namesText(changes: NonNullable<Generated["nameChanges"]>, { all }: { readonly all: boolean }): string[] {
  const kinds = [
    ["new", changes.new],
    ["kept against the documents", changes.kept],
    ["gone", changes.gone],
  ] as const;
  return kinds
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => {
      const shown = all ? names : names.slice(0, shownNames);
      const rest = names.length - shown.length;
      const more = rest > 0 ? `, and ${rest} more (--verbose shows them)` : "";
      return printableLine(`  ${counted(names.length, "name")} ${kind}: ${shown.join(", ")}${more}`);
    });
}

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
