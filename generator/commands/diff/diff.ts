import { relative, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diff, diffPackages, readPackage } from "../../entry.ts";
import { type Arguments, type Command, UsageError } from "../command.ts";
import { optimizeLess } from "../optimizer.ts";
import { asData, printableLine, printDiagnostics } from "../print.ts";
import { choiceOptions } from "../projects.ts";
import { changesetFolder, writeChangelog, writeChangeset } from "./changelog.ts";
import { annotationsOf, dataOf, htmlReport, markdownReport, prettyReport } from "./formats.ts";
import { type Report, reportOf, summaryOf } from "./report.ts";
import { findVersions, type Versions } from "./versions.ts";

const formats = ["pretty", "json", "markdown", "github", "html"] as const;

export const command: Command = {
  description: `Says what a new version of documents changes for whoever uses the generated client: what no longer
compiles, is refused or comes otherwise, what is new, and what only differs. A version is a document, a folder,
settings, a generated client, or what a git revision has at a path (main:spec/desk). With one, or none, the
working tree is compared with HEAD.`,
  usage: "[OLD NEW] [options]",
  options: {
    format: { type: "string", choices: formats, help: "how findings are printed", default: "pretty" },
    "fail-on": {
      type: "string",
      choices: ["breaking", "any"],
      help: "what makes the exit code 1",
      default: "breaking",
    },
    base: { type: "string", value: "revision", help: "what the working tree is compared with", default: "HEAD" },
    "write-changelog": { type: "string", value: "file", help: "add an entry to a changelog" },
    changeset: { type: "boolean", help: "write a file into .changeset" },
    ...choiceOptions,
    strict: { type: "boolean", help: "treat warnings about the documents as errors" },
    root: { type: "string", value: "folder", help: "read no file outside of this folder" },
    verbose: { type: "boolean", help: "show every change" },
  },
  examples: [
    ["twinspec diff", "the working tree against HEAD: every API whose settings are here or below spec/"],
    ["twinspec diff old.yaml new.yaml", "two documents"],
    ["twinspec diff main:spec/desk spec/desk --format markdown", "a comment for a pull request"],
    ["twinspec diff --base origin/main --format github", "in a workflow: annotations"],
    ["twinspec diff old.yaml new.yaml --include tag:pets --exclude deprecated", "of a part of both"],
  ],
  run: async (args) => {
    optimizeLess();
    const folder = args.is("changeset") ? changesetFolder() : undefined;
    if (args.is("changeset") && folder === undefined)
      throw new UsageError("there is no folder .changeset", "`npx changeset init` makes it");
    const { versions, faults, close } = findVersions(args);
    try {
      return await compareAll(versions, { args, faults, folder });
    } finally {
      close();
    }
  },
};

interface Context {
  readonly args: Arguments;
  readonly faults: readonly Diagnostic[];
  /** Where changesets are written to. */
  readonly folder: string | undefined;
}

async function compareAll(versions: readonly Versions[], { args, faults, folder }: Context): Promise<number> {
  const format = args.text("format") ?? "pretty";
  const reports: (Report & { readonly diagnostics: readonly Diagnostic[] })[] = [];
  const [errors, warnings] = [[...faults], [] as Diagnostic[]];
  const isOneOfMany = versions.length > 1;
  for (const each of versions) {
    const { name } = each;
    const { findings, level, diagnostics, prefix, isNew, packageName, version } = await compared(each);
    const placed = diagnostics.old.map((found) => (found.at ? { ...found, at: placeIn(prefix, found.at) } : found));
    const own = [...placed, ...diagnostics.new].filter(({ severity }) => severity === "error");
    errors.push(...own);
    const unmatched = diagnostics.new.filter((each) => each.code === "choice-unmatched" && !own.includes(each));
    warnings.push(...unmatched);
    const found = { findings: findings ?? [], level: level ?? "none", isNew, packageName };
    const report = { ...reportOf(name, found, version), diagnostics: [...own, ...unmatched] };
    reports.push(report);
    if (format === "pretty") process.stdout.write(prettyReport(report, { all: args.is("verbose"), isOneOfMany }));
    if (format === "github") process.stdout.write(annotationsOf(report, prefix === "" ? "\0" : prefix));
    const verdict = findings ? summaryOf(report) : "cannot be compared";
    process.stderr.write(`${printableLine(name)}: ${printableLine(verdict)}\n`);
    for (const file of own.length > 0 ? [] : written(report, args, folder))
      process.stderr.write(`${printableLine(name)}: written to ${printableLine(relative(resolve(), file))}\n`);
  }
  if (format === "json") {
    const data = reports.map((report) => ({ ...dataOf(report), diagnostics: report.diagnostics.map(asData) }));
    process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  } else if (format === "markdown") process.stdout.write(markdownReport(reports));
  else if (format === "html") process.stdout.write(htmlReport(reports));
  if (format !== "json") printDiagnostics([...errors, ...warnings], format === "github" ? "github" : "pretty");
  const fails = ({ level }: Report) => level === "breaking" || (args.text("fail-on") === "any" && level !== "none");
  return errors.length > 0 || reports.some(fails) ? 1 : 0;
}

/** What differs between two versions, and what is to be said of them. */
async function compared(versions: Versions) {
  const { name } = versions;
  if ("packages" in versions) {
    const { old, new: now } = versions.packages;
    const { version = "0.0.0" } = readPackage(old);
    return { ...(await diffPackages(old, now)), prefix: "", isNew: false, packageName: name, version };
  }
  const { old, new: now, settings } = versions;
  const nothing = { findings: [], level: "none" as const, diagnostics: { old: [], new: [] } };
  const { name: packageName, version } = old?.settings.package ?? settings.package;
  const found = old ? await diff(old, now) : nothing;
  return { ...found, prefix: old?.shown("") ?? "", isNew: !old, packageName, version };
}

function placeIn(prefix: string, at: NonNullable<Diagnostic["at"]>): NonNullable<Diagnostic["at"]> {
  if (prefix === "") return at;
  const { line, column, pointer } = at;
  return {
    file: `${prefix}${at.file}`,
    ...(pointer !== undefined && { pointer }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
}

function written(report: Report, args: Arguments, folder: string | undefined): string[] {
  const changelog = args.text("write-changelog");
  const files = [
    changelog === undefined ? undefined : writeChangelog(report, changelog),
    folder === undefined ? undefined : writeChangeset(report, folder),
  ];
  return files.filter((file) => file !== undefined);
}
