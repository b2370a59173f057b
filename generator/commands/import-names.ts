import { ImportError, type ImportedNames, importNames, type Origin, origins } from "../entry.ts";
import { lockFileName } from "../settings/find-settings.ts";
import { type Arguments, type Command, UsageError } from "./command.ts";
import { eachProject } from "./each-project.ts";
import { counted, placeText, printableLine } from "./print.ts";

/** How many operations without a name elsewhere are listed. */
const shownUnnamed = 10;

export const command: Command = {
  description: `Puts the names that operations have in a client of another generator into ${lockFileName}, so that
moving to twinspec renames nothing: of a Stainless configuration or the api.md of a library, of Speakeasy's extensions
in documents and overlays, or of the source of a client by hey-api, orval or openapi-generator (TypeScript), by method
and path. What cannot be taken over is told.`,
  usage: "--from <generator> <path> [documents, or a folder with settings] [options]",
  options: {
    from: { type: "string", choices: origins, help: "what made the client, or would make it" },
    "dry-run": { type: "boolean", help: "tell what would become of the lock, and write nothing" },
    output: {
      type: "string",
      short: "o",
      value: "folder",
      help: "where the client is, which some locks are named after",
    },
    format: { type: "string", choices: ["pretty", "json"], help: "how it is printed", default: "pretty" },
    strict: { type: "boolean", help: "write nothing unless every name can be taken over" },
    root: { type: "string", value: "folder", help: "read no file outside of this folder" },
    verbose: { type: "boolean", help: "list every operation, and show every warning and every note" },
  },
  examples: [
    ["twinspec import-names --from stainless stainless.yml", "the API whose settings are here"],
    ["twinspec import-names --from stainless vendor/pets-sdk/api.md", "by the list of methods of a library"],
    ["twinspec import-names --from hey-api src/client openapi.yaml -o src/api", "one document, without settings"],
    ["twinspec import-names --from speakeasy overlay.yaml spec/desk --dry-run", "what would become of the lock"],
    ["twinspec import-names --from openapi-generator src/apis --format json", "for programs"],
  ],
  run: async (args) => {
    const from = args.text("from") as Origin | undefined;
    const [path, ...positionals] = args.positionals;
    if (from === undefined) throw new UsageError("what made the client is missing", `--from ${origins.join("|")}`);
    if (path === undefined)
      throw new UsageError(
        "the file or folder that has the names is missing",
        `such as --from ${from} ${examples[from]}`,
      );
    const isDryRun = args.is("dry-run");
    let projects = 0;
    return eachProject({ ...args, positionals }, async ({ settings, diagnostics: faults }, options) => {
      projects += 1;
      if (projects > 1) throw new UsageError("names are those of one API", "name its documents, or its folder, last");
      if (!settings) return { diagnostics: faults, verdict: "nothing was written", data: {} };
      if (settings.lockFile === undefined)
        throw new UsageError(
          "nothing tells where the lock is",
          "pass --output <folder>, or name a folder with settings",
        );
      const imported = await importNames(settings, { ...options, from, path, isDryRun }).catch((error: unknown) => {
        throw error instanceof ImportError ? new UsageError(error.message, error.help) : error;
      });
      const { diagnostics, names } = imported;
      if (!names) return { diagnostics, verdict: "nothing was written", data: {} };
      const { refused, unmatched, unread } = names;
      const hasFindings = refused.length + unmatched.length + unread.length > 0;
      return {
        diagnostics,
        text: report(names, args),
        verdict: verdictOn(imported, { isDryRun, isRefused: args.is("strict") && hasFindings }),
        data: { lock: imported.lock, ...dataOf(names) },
        hasFindings,
      };
    });
  },
};

const examples: Readonly<Record<Origin, string>> = {
  stainless: "stainless.yml",
  speakeasy: "openapi.yaml",
  "hey-api": "src/client",
  orval: "src/api",
  "openapi-generator": "src/apis",
};

type Names = NonNullable<ImportedNames["names"]>;

/** A list below a heading; nothing where it is empty. */
function listed(heading: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return `${heading}\n${lines.map((line) => `  ${printableLine(line)}\n`).join("")}\n`;
}

function asAliases(aliases: readonly string[]): string {
  if (aliases.length === 0) return "";
  return `; ${aliases.join(", ")} ${aliases.length === 1 ? "is an alias" : "are aliases"}`;
}

function report({ taken, refused, unmatched, unread, unnamed }: Names, args: Arguments): string {
  const isAll = args.is("verbose");
  const renamed = taken.filter(({ name, before }) => isAll || name !== before);
  const shown = isAll ? unnamed : unnamed.slice(0, shownUnnamed);
  const more = unnamed.length - shown.length;
  return [
    listed(
      "Names that were taken over",
      renamed.map(
        ({ key, name, before, aliases, found }) =>
          `${key}  ${found.call} is ${name}${before === name ? "" : `, instead of ${before}`}${asAliases(aliases)}`,
      ),
    ),
    listed(
      "Not valid as they are",
      taken.flatMap(({ key, name, asked }) => (asked === undefined ? [] : [`${key}  ${asked} becomes ${name}`])),
    ),
    listed(
      "Not taken over",
      refused.map(({ key, name, kept, reason, found }) => {
        const why = reason === "another" ? "the name is that of another operation" : "the settings name it otherwise";
        return `${placeText(found.at)} ${key}  ${name}: ${why}; it stays ${kept}`;
      }),
    ),
    listed("Not matched: no operation has this method and path", [
      ...unmatched.map(({ key, found, near }) => {
        const help = near === undefined ? "" : `; did you mean ${near}?`;
        return `${placeText(found.at)} ${key}  ${found.call}${help}`;
      }),
    ]),
    listed(
      "Not understood",
      unread.map(({ call, reason, at }) => `${placeText(at)} ${call}: ${reason}`),
    ),
    listed("Operations without a name there, which are called by twinspec's own rules", [
      ...shown.map(({ key, name }) => `${key}  ${name}`),
      ...(more > 0 ? [`… and ${more} more (--verbose shows them)`] : []),
    ]),
  ].join("");
}

function verdictOn(
  { names, lock }: ImportedNames,
  { isDryRun, isRefused }: { readonly isDryRun: boolean; readonly isRefused: boolean },
): string {
  const { taken = [], refused = [], unmatched = [], unread = [] } = names ?? {};
  const left = refused.length + unmatched.length + unread.length;
  const rest = left === 0 ? "" : `, ${left} not`;
  const file = printableLine(lock?.file ?? "");
  const becomes = isRefused
    ? "nothing was written"
    : lock?.hasChanged !== true
      ? `${file} has them already`
      : isDryRun
        ? `${file} would be written`
        : `${file} is written: commit it, and run \`twinspec generate\``;
  return `${counted(taken.length, "name")} taken over${rest}; ${becomes}`;
}

function dataOf({ taken, refused, unmatched, unread, unnamed }: Names): object {
  const place = ({ file, line, column }: Names["unread"][number]["at"]) => ({ file, line, column });
  return {
    taken: taken.map(({ found, ...each }) => ({ ...each, call: found.call, at: place(found.at) })),
    refused: refused.map(({ found, ...each }) => ({ ...each, call: found.call, at: place(found.at) })),
    unmatched: unmatched.map(({ found, ...each }) => ({ ...each, call: found.call, at: place(found.at) })),
    unread: unread.map(({ at, ...each }) => ({ ...each, at: place(at) })),
    unnamed,
  };
}
