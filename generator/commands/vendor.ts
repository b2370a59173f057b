import { hasErrors, type Settings, type VendoredDocument, type VendorOptions, vendor } from "../entry.ts";
import { type Arguments, type Command, UsageError } from "./command.ts";
import { commonOptions, eachProject } from "./each-project.ts";
import { counted, printable } from "./print.ts";

/** How many lines of a change are shown. */
const shownLines = 30;

const modes = ["update", "check", "dry-run"] as const;

export const command: Command = {
  description: `Keeps copies of the documents on the web that an API refers to, and of what those refer to, in the
folder twinspec.vendor beside the settings, with their digests in twinspec.vendor.yaml. Only what \`vendor\` in the
settings lists is fetched. Commit both: \`generate\` reads them, and fetches nothing.`,
  usage: "[folders with settings] [options]",
  options: {
    update: { type: "boolean", help: "fetch everything again, and take over what changed" },
    check: { type: "boolean", help: "fetch everything again, and fail where it changed; writes nothing" },
    "dry-run": { type: "boolean", help: "list what is there and what is missing; fetches nothing" },
    ...commonOptions,
  },
  examples: [
    ["twinspec vendor", "what has no copy yet"],
    ["twinspec vendor --dry-run", "what would be fetched"],
    ["API_TOKEN=… twinspec vendor --update", "with the headers of `vendorHeaders`, filled in from the environment"],
    ["twinspec vendor --check", "in a nightly job: what changed where it comes from"],
  ],
  run: (args) => {
    const mode = modeOf(args);
    return eachProject(args, async ({ settings, diagnostics: faults }, options) => {
      if (!settings) return { diagnostics: faults, verdict: "nothing was fetched", data: { documents: [] } };
      const { documents, diagnostics, hasChanged } = await vendor(settings, {
        ...{ ...options, mode, environment: process.env },
      });
      const hasFindings = mode === "check" && documents.some(({ status }) => status !== "kept");
      const said = documents.length > 0 ? count(documents) : nothingFor(settings);
      const isStopped = documents.some(({ status }) => status === "failed");
      return {
        diagnostics: [...faults, ...diagnostics],
        text: await describe(documents),
        verdict: isStopped && mode !== "check" ? `${said}; nothing was written` : said,
        data: { documents: documents.map(({ texts: _, ...each }) => each), hasChanged },
        hasFindings: hasFindings || hasErrors(diagnostics),
      };
    });
  },
};

function modeOf(args: Arguments): VendorOptions["mode"] {
  const [first, second] = modes.filter((mode) => args.is(mode));
  if (second !== undefined) throw new UsageError(`"--${first}" and "--${second}" cannot be combined`);
  return first === undefined ? "fetch" : first === "dry-run" ? "list" : first;
}

function nothingFor({ vendor: listed, inputs }: Settings): string {
  // one that is listed would be among the documents
  const unlisted = inputs.find((input) => URL.canParse(input) && /^https?:/i.test(input));
  if (unlisted !== undefined)
    return `nothing is copied: \`vendor\` in the settings does not list "${new URL(unlisted).host}" of "${unlisted}"`;
  return listed.length === 0
    ? "`vendor` in the settings lists nothing that may be fetched"
    : "the documents refer to nothing that `vendor` in the settings lists";
}

const statuses = ["kept", "fetched", "updated", "missing", "changed", "removed", "failed"] as const;

function count(documents: readonly VendoredDocument[]): string {
  const parts = statuses
    .map((status) => [status, documents.filter((each) => each.status === status).length] as const)
    .filter(([, number]) => number > 0)
    .map(([status, number]) => `${number} ${status}`);
  return `${counted(documents.length, "document")}: ${parts.join(", ")}`;
}

async function describe(documents: readonly VendoredDocument[]): Promise<string> {
  const lines: string[] = [];
  for (const { status, address, file, texts } of documents) {
    lines.push(`${status.padEnd(8)} ${address}`, `         ${file}`);
    if (!texts) continue;
    const { createTwoFilesPatch } = await import("diff");
    const patch = createTwoFilesPatch("the copy", "the document now", texts.old, texts.new, "", "", { context: 1 })
      .split("\n")
      .slice(1);
    lines.push(...patch.slice(0, shownLines).map((line) => `  ${line.slice(0, 160)}`));
    if (patch.length > shownLines) lines.push(`  … ${patch.length - shownLines} more lines`);
  }
  return lines.length === 0 ? "" : `${printable(lines.join("\n"))}\n`;
}
