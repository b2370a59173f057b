import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { check, type Diagnostic, type Difference, hasErrors } from "../entry.ts";
import { choosingOptions } from "./apis/choose.ts";
import type { PerApi } from "./apis/told.ts";
import type { Command } from "./command.ts";
import { commonOptions, eachChosen } from "./each-project.ts";
import { staleLock } from "./lock-diff.ts";
import { counted, printable, printableLine } from "./print.ts";
import { choiceOptions } from "./projects.ts";
import { findTargets, withOutput } from "./targets.ts";

/** How many changed files are shown line by line, and how many lines of each. */
const shownFiles = 5;
const shownLines = 30;

/** Checks the client of one API. */
export const perApi: PerApi = async (args, { settings, diagnostics: faults }, common) => {
  if (!settings) return { diagnostics: faults, verdict: "cannot be checked", data: { differences: [] } };
  const target = withOutput(settings);
  const checked = await check(target, { ...common, full: args.is("full") });
  const { diagnostics, differences } = checked;
  const lock = await staleLock(target, checked, { all: args.is("verbose") });
  const isStale = differences.length > 0;
  const isAll = hasErrors(diagnostics) || args.is("verbose");
  const notes = isAll ? diagnostics : diagnostics.filter(({ code }) => isAboutLock.has(code));
  const isAbsent = isStale && !existsSync(target.output);
  const annotations = isAbsent
    ? [absent(target.output)]
    : differences.map((difference) => asDiagnostic(difference, target.output));
  return {
    diagnostics,
    printed: args.text("format") === "github" ? [...notes, ...annotations] : notes,
    text: isAbsent
      ? `missing: ${printableLine(shown(target.output))}, with ${counted(differences.length, "file")}\n`
      : isStale
        ? await describe(differences)
        : (lock.text ?? ""),
    verdict: verdictOn(differences, diagnostics),
    data: {
      differences: differences.map(({ kind, path }) => ({ kind, path })),
      ...(lock.lockDiff !== undefined && { lockDiff: lock.lockDiff }),
    },
    hasFindings: isStale,
  };
};

export const command: Command = {
  description: `Fails when a generated client does not match its documents: a file was changed, removed or
added by hand, the documents changed, or the lock is incomplete. Writes nothing.`,
  usage: "[documents, or folders with settings] [options]",
  options: {
    output: { type: "string", short: "o", value: "folder", help: "where the client was written" },
    ...choosingOptions,
    ...choiceOptions,
    ...commonOptions,
    full: {
      type: "boolean",
      help: "generate and compare everything, even if the manifest says that nothing changed",
    },
  },
  examples: [
    ["twinspec check", "every API whose settings are here or below spec/, and in the packages of the workspace"],
    ["twinspec check --shard 2/4", "the second of four machines"],
    ["twinspec check --format github", "in a GitHub Actions workflow: annotations"],
  ],
  run: (args) => eachChosen(args, perApi, findTargets),
};

/** What is said of the lock even where nothing is wrong with the documents. */
const isAboutLock: ReadonlySet<Diagnostic["code"]> = new Set(["lock-edited", "lock-gone", "lock-moved", "lock-unused"]);

function verdictOn(differences: readonly Difference[], diagnostics: readonly Diagnostic[]): string {
  if (differences.length > 0) return `stale: ${count(differences)}; ${adviceOn(differences)}`;
  const stale = diagnostics.find(({ code }) => code === "lock-stale");
  if (stale) return `stale: ${stale.message.split(": ")[0]}; run \`twinspec generate\``;
  return hasErrors(diagnostics) ? "cannot be checked" : "up to date";
}

function adviceOn(differences: readonly Difference[]): string {
  const found = new Set(differences.map(({ remedy }) => remedy));
  const command = found.has("force")
    ? "run `twinspec generate --force` (it discards what was changed by hand)"
    : "run `twinspec generate`";
  if (!found.has("remove")) return command;
  return found.size === 1 ? "remove what twinspec did not write" : `${command}, and remove what it did not write`;
}

/** What brings one file in line. */
const remedies: Readonly<Record<Difference["remedy"], string>> = {
  generate: "run `twinspec generate` and commit what it writes",
  force: "undo the change, or run `twinspec generate --force`, which discards it",
  remove: "delete it, or move it out of this folder: twinspec did not write it",
};

function isReadable({ path, wanted }: Difference): boolean {
  return wanted !== undefined && !path.endsWith(".map");
}

function count(differences: readonly Difference[]): string {
  const kinds = ["changed", "missing", "unexpected"] as const;
  return kinds
    .map((kind) => [kind, differences.filter((difference) => difference.kind === kind).length] as const)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => `${counted(number, "file")} ${kind}`)
    .join(", ");
}

/** The one finding about an output of which nothing is there. */
function absent(output: string): Diagnostic {
  const message = "the generated client is missing";
  return { code: "output-stale", severity: "error", message, at: { file: shown(output) }, help: remedies.generate };
}

function shown(file: string): string {
  return relative(resolve(), file) || ".";
}

function asDiagnostic({ kind, path, remedy }: Difference, output: string): Diagnostic {
  return {
    code: "output-stale",
    severity: "error",
    message: `the generated file is ${kind}`,
    at: { file: shown(join(output, path)) },
    help: remedies[remedy],
  };
}

async function describe(differences: readonly Difference[]): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const changed = differences.filter(({ kind }) => kind === "changed");
  const lines = differences
    .filter(({ kind }) => kind !== "changed")
    .map(
      ({ kind, path, remedy }) =>
        `${kind}: ${path}${remedy === "remove" ? " (delete it, or move it out of this folder)" : ""}`,
    );
  // source maps are one line that nobody reads
  const [shown, named] = [changed.filter(isReadable), changed.filter((difference) => !isReadable(difference))];
  for (const { path, wanted = "", found = "" } of shown.slice(0, shownFiles)) {
    const patch = createTwoFilesPatch(`${path} (on disk)`, `${path} (from the documents)`, found, wanted, "", "", {
      context: 1,
    })
      .split("\n")
      .slice(1);
    lines.push(`changed: ${path}`, ...patch.slice(0, shownLines).map((line) => `  ${line.slice(0, 160)}`));
    if (patch.length > shownLines) lines.push(`  … ${patch.length - shownLines} more lines`);
  }
  for (const { path } of [...shown.slice(shownFiles), ...named]) lines.push(`changed: ${path}`);
  return `${printable(lines.join("\n"))}\n`;
}
