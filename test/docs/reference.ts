import { spawnSync } from "node:child_process";
import { helpOf } from "../../generator/commands/command.ts";
import { commands } from "../../generator/commands/commands.ts";
import { codes } from "../../generator/diagnostics/codes.ts";
import { kinds } from "../../generator/diff/kinds.ts";
import { contractRules } from "../../mocks/contract/rules.ts";
import { oasdiffSections } from "../diff/oasdiff/side-by-side.ts";
import { prismSections } from "../mocks/prism/page.ts";
import { root } from "./documents.ts";
import { settingsReference } from "./settings-reference.ts";
import { settingsSchema } from "./settings-schema.ts";
import { settingsTypes } from "./settings-types.ts";

/** The files that are made from the code: `npm run docs` writes them, a test compares them. */
export const referencePages: Readonly<Record<string, () => string | Promise<string>>> = {
  "docs/reference/cli.md": commandLine,
  "docs/reference/contract-rules.md": contractRulesPage,
  "docs/reference/diagnostics.md": diagnostics,
  "docs/reference/diff.md": diffKinds,
  "docs/reference/oasdiff.md": () => page("Beside oasdiff", "`test/diff/oasdiff/`", oasdiffSections()),
  "docs/reference/prism.md": () => page("Beside Prism", "`test/mocks/prism/differences.ts`", prismSections()),
  "docs/reference/settings.md": settings,
  "generator/settings/settings.schema.json": settingsSchema,
  "generator/settings/written-client.ts": () => settingsTypes("client"),
  "generator/settings/written-mock.ts": () => settingsTypes("mock"),
  "generator/settings/written-settings.ts": () => settingsTypes(),
};

function page(title: string, source: string, sections: readonly string[]): string {
  return `${[`# ${title}`, `<!-- Made from ${source} by \`npm run docs\`; do not edit. -->`, ...sections].join("\n\n")}\n`;
}

function diffKinds(): string {
  const rows = Object.entries(kinds).map(([kind, what]) => `| \`${kind}\` | ${what} |`);
  return page("What twinspec diff finds", "`generator/diff/kinds.ts`", [
    "The kinds of findings; `../guides/diff.md` says what their levels mean.",
    ["| kind | what changed |", "| --- | --- |", ...rows].join("\n"),
  ]);
}

async function commandLine(): Promise<string> {
  const overview = overviewHelp();
  const sections = Object.entries(commands).map(async ([name, { load }]) => {
    const { command } = await load();
    return `## twinspec ${name}\n\n${block(helpOf(name, command))}`;
  });
  return page("Command line", "the commands' own `--help`", [
    "What each command prints with `--help`.",
    block(overview),
    ...(await Promise.all(sections)),
  ]);
}

function overviewHelp(): string {
  const args = ["--import", "tsx", "generator/cli.ts", "--help"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`twinspec --help ended with ${status}: ${stderr}`);
  return stdout;
}

function block(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}

function diagnostics(): string {
  return page("Diagnostics", "`generator/diagnostics/codes.ts`", [
    "Every code that twinspec reports, in alphabetical order. Codes never change. `twinspec explain <code>` prints the same; `severity` in the settings sets a code to `error`, `warning`, `info` or `off`.",
    ...Object.entries(codes)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([code, { title, cause, fix }]) => `## ${code}\n\n**${title}.**\n\n- Cause: ${cause}\n- Fix: ${fix}`),
  ]);
}

function contractRulesPage(): string {
  const rows = Object.entries(contractRules).map(([rule, sentence]) => `| \`${rule}\` | ${sentence} |`);
  return page("Rules of contract tests", "`mocks/contract/rules.ts`", [
    "What `twinspec contract` holds a server to: the rule that a finding names. Names never change.",
    ["| rule | what it asks of a server |", "|---|---|", ...rows].join("\n"),
  ]);
}

function settings(): string {
  return page("Settings", "`generator/settings/table/`", [
    "The settings of an API are a file beside its documents: `twinspec.yaml`, `twinspec.yml` or `twinspec.json`. Every key is optional unless it says otherwise; relative paths are relative to the file's folder.",
    'Editors complete the keys from the JSON Schema in the package, with `# yaml-language-server: $schema=node_modules/twinspec/generator/settings/settings.schema.json` as the first line, or `"$schema"` in JSON.',
    ...settingsReference(),
  ]);
}
