import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { DriftReport } from "../../../mocks/server/drift-report.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { plain } from "../../diagnostics/markdown.ts";
import { type Arguments, type Command, UsageError } from "../command.ts";
import { optimizeLess } from "../optimizer.ts";
import { asData, counted, placeText, printableLine, printDiagnostics } from "../print.ts";
import { findProjects } from "../projects.ts";

const formats = ["pretty", "json", "github", "markdown"] as const;

export const command: Command = {
  description: `Tells what recorded traffic (twinspec mock --record, or proxy) shows that the documents do not say:
members, statuses, media types, parameters, operations, other types, other values of enums, required members that
are not there. Values are masked. --overlay proposes an Overlay (1.0.0) that makes the documents say it. Fails where
there is something.`,
  usage: "<recordings> [documents, or a folder with settings] [options]",
  options: {
    overlay: { type: "string", value: "file", help: "write what makes the documents say it, for a person to look at" },
    format: { type: "string", choices: formats, help: "how it is printed", default: "pretty" },
    root: { type: "string", value: "folder", help: "read no file outside of this folder" },
  },
  examples: [
    ["twinspec drift recordings/ spec/zoho-desk", "what the real API does otherwise"],
    ["twinspec drift recordings/ openapi.yaml --overlay drift.yaml", "with a proposal"],
    ["twinspec drift recordings/ --format markdown", "for an issue"],
  ],
  async run(args) {
    const [folder, ...documents] = args.positionals;
    if (folder === undefined) throw new UsageError("the folder of recordings is missing");
    if (!existsSync(folder) || !statSync(folder).isDirectory())
      throw new UsageError(`"${folder}" is not a folder`, "twinspec mock --record <address> makes recordings");
    const projects = findProjects({
      positionals: documents,
      text: (name) => (name === "root" ? args.text(name) : undefined),
    });
    const [project, ...others] = projects;
    if (project === undefined || others.length > 0) throw new UsageError("name the API that the recordings are of");
    const { settings, diagnostics } = project;
    if (settings === undefined) {
      printDiagnostics(diagnostics, "pretty");
      return 1;
    }
    optimizeLess();
    return drift(folder, settings.file === undefined ? settings.inputs : [settings.file], args);
  },
};

async function drift(folder: string, inputs: readonly string[], args: Arguments): Promise<number> {
  const { readRecordings, reportDrift } = await import("../../../mocks/server/drift-report.ts");
  const { UnreadableSpecError } = await import("../../../mocks/server/read-spec.ts");
  const { StorageError } = await import("../../../mocks/storage/store.ts");
  const root = args.text("root");
  try {
    const recordings = await readRecordings(resolve(folder));
    if (recordings.length === 0) throw new UsageError(`there are no recordings in "${folder}"`);
    const report = await reportDrift(inputs, recordings, root === undefined ? {} : { root });
    await print(report, args);
    return report.findings.length > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof UnreadableSpecError) printDiagnostics(error.diagnostics, "pretty");
    else if (error instanceof StorageError || error instanceof TypeError)
      process.stderr.write(`error: ${printableLine(error.message)}\n`);
    else throw error;
    return 1;
  }
}

async function print(report: DriftReport, args: Arguments): Promise<void> {
  const { findings, recordings, title } = report;
  const format = args.text("format") ?? "pretty";
  if (format === "json") process.stdout.write(`${JSON.stringify(dataOf(report), null, 2)}\n`);
  else if (format === "markdown") process.stdout.write(await markdownOf(report));
  else if (format === "github") printDiagnostics(findings.map(asDiagnostic), "github");
  else process.stdout.write(textOf(report));
  const overlay = args.text("overlay");
  if (overlay !== undefined) await writeOverlays(report, overlay);
  const seen = findings.length === 0 ? "nothing" : counted(findings.length, "thing");
  const verdict = `${counted(recordings, "recording")} with ${seen} that the documents do not say`;
  process.stderr.write(`${printableLine(title)}: ${verdict}\n`);
}

async function writeOverlays(report: DriftReport, path: string): Promise<void> {
  const { writeAtOnce } = await import("../../output/write-at-once.ts");
  const { overlays, left } = report.overlays(path);
  for (const overlay of overlays) {
    writeAtOnce(overlay.path, overlay.text);
    process.stderr.write(`wrote ${printableLine(overlay.path)}\n`);
  }
  for (const { subject, message } of left)
    process.stderr.write(`not in the overlay: ${printableLine(`${subject} ${message}`)}\n`);
}

type Shown = DriftReport["findings"][number];

function textOf({ findings }: DriftReport): string {
  const lines = findings.map(({ at, kind, subject, message, count, examples, recordings }) => {
    const place = at === undefined ? "" : `${placeText(at)} `;
    const shown = examples.length > 0 ? `; such as ${examples.join(", ")}` : "";
    const seen = `${counted(count, "time")}, in ${recordings.join(", ")}${shown}`;
    return `${printableLine(`${place}${kind}: ${subject} ${message}`)}\n  ${printableLine(seen)}\n`;
  });
  return lines.join("\n");
}

function dataOf({ title, recordings, findings }: DriftReport): object {
  return {
    ...{ title, recordings },
    findings: findings.map((finding) => {
      const { kind, subject, message, count, examples } = finding;
      const { at } = asData(asDiagnostic(finding)) as { readonly at?: object };
      return { kind, subject, message, count, examples, recordings: finding.recordings, at };
    }),
  };
}

async function markdownOf({ title, findings, recordings }: DriftReport): Promise<string> {
  const rows = findings.map(({ kind, subject, message, count, examples, at }) => {
    const cells = [kind, `${subject} ${message}`, String(count), examples.join(", "), placeText(at)];
    return `| ${cells.map(plain).join(" | ")} |`;
  });
  return `### What traffic shows of ${plain(title)}

${counted(recordings, "recording")}.

| | | seen | such as | place |
| --- | --- | --: | --- | --- |
${rows.map((row) => `${row}\n`).join("")}`;
}

function asDiagnostic({ subject, message, count, at }: Shown): Diagnostic {
  const text = `${subject} ${message} (seen ${count === 1 ? "once" : `${count} times`})`;
  return { code: "document-drift", severity: "error", message: text, ...(at && { at }) };
}
