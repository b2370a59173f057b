import { join, relative, resolve } from "node:path";
import { createTwoFilesPatch } from "diff";
import { check, type Difference, hasErrors } from "../index.ts";
import type { Command } from "./command.ts";
import { asData, counted, type Format, printable, printDiagnostics } from "./print.ts";
import { commonOptions, findProjects, standardInputFor, withOutput } from "./projects.ts";

/** How many changed files are shown line by line, and how many lines of each. */
const shownFiles = 5;
const shownLines = 30;

export const command: Command = {
  description: `Fails when a generated client is not what its documents give: a file was changed, removed or added by hand, the
documents changed, or the lock is not complete. Writes nothing.`,
  usage: "[documents, or folders with a twinspec.yaml] [options]",
  options: {
    output: { type: "string", short: "o", value: "folder", help: "where the client was written" },
    ...commonOptions,
    full: {
      type: "boolean",
      help: "generate and compare everything, even where the manifest says that nothing changed",
    },
  },
  examples: [
    ["twinspec check", "every API whose settings are here or below spec/"],
    ["twinspec check --format github", "in a workflow of GitHub Actions: annotations"],
  ],
  async run(args) {
    const format = (args.text("format") ?? "pretty") as Format;
    const results: object[] = [];
    let failed = false;
    for (const { name, settings, diagnostics } of findProjects(args)) {
      const checked =
        settings &&
        (await check(withOutput(settings), {
          strict: args.is("strict"),
          full: args.is("full"),
          ...standardInputFor(args),
        }));
      const differences = checked?.differences ?? [];
      const all = [...diagnostics, ...(checked?.diagnostics ?? [])];
      const isStale = differences.length > 0;
      failed ||= isStale || hasErrors(all);
      printDiagnostics(hasErrors(all) ? all : args.is("verbose") ? all : [], format, { all: args.is("verbose") });
      if (format === "github")
        printDiagnostics(
          differences.map((difference) => asDiagnostic(difference, settings?.output ?? "")),
          format,
        );
      if (format === "pretty" && isStale) process.stdout.write(describe(differences));
      // as data every diagnostic has a line and a column, which take long to find
      if (format === "json")
        results.push({
          api: name,
          differences: differences.map(({ kind, path }) => ({ kind, path })),
          diagnostics: all.map(asData),
        });
      const verdict = isStale
        ? `stale: ${count(differences)}; run \`twinspec generate\``
        : all.some(({ code }) => code === "lock-stale")
          ? "stale: the lock is not complete; run `twinspec generate`"
          : hasErrors(all)
            ? "cannot be checked"
            : "up to date";
      process.stderr.write(`${name}: ${verdict}\n`);
    }
    if (format === "json") process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    return failed ? 1 : 0;
  },
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

function asDiagnostic({ kind, path }: Difference, output: string) {
  return {
    code: "output-stale",
    severity: "error",
    message: `the generated file is ${kind}`,
    at: { file: relative(resolve(), join(output, path)) },
    help: "run `twinspec generate` and commit what it writes",
  } as const;
}

function describe(differences: readonly Difference[]): string {
  const changed = differences.filter(({ kind }) => kind === "changed");
  const lines = differences
    .filter(({ kind }) => kind !== "changed")
    .map(
      ({ kind, path }) =>
        `${kind}: ${path}${kind === "unexpected" ? " (delete it, or move it out of this folder)" : ""}`,
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
