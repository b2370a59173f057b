import { analyze, hasErrors, type Model, type NamingEvent } from "../index.ts";
import type { Command } from "./command.ts";
import { asData, counted, type Format, placeText, printableLine, printDiagnostics } from "./print.ts";
import { commonOptions, findProjects, standardInputFor } from "./projects.ts";

/** What each kind of naming event is called, in the order in which they are shown. */
const headings: Record<NamingEvent["kind"], string> = {
  twin: "Twins: registered several times with one meaning, one function",
  "twins-differ": "Twins that differ: registered several times with different meanings, a function each",
  clash: "Clashes: several ask for one name, all of them are qualified",
  alias: "Aliases: further, deprecated names",
  "alias-dropped": "Names that could not become aliases",
  escaped: "Escaped: a reserved word",
  held: "Held: the lock keeps a name that the documents no longer ask for",
  moved: "Moved: stands somewhere else and keeps its name",
  override: "Overrides: the settings chose the name",
  "override-refused": "Overrides that were not followed: the name belongs to another",
  "override-unused": "Overrides that name nothing",
  removed: "Removed: gone, the names stay reserved",
  pruned: "Pruned: gone, the names are free again",
};

export const command: Command = {
  description:
    "Shows what an API is called: every operation with its names and scopes, and every twin, clash, alias, move and override with its places. Writes nothing.",
  usage: "[documents, or folders with a twinspec.yaml] [options]",
  options: {
    output: { type: "string", short: "o", value: "folder", help: "where the client is, when the lock lies there" },
    ...commonOptions,
  },
  examples: [
    ["twinspec inspect spec/zoho-desk", "one API"],
    ["twinspec inspect openapi.json --format json | jq '.[0].operations[].name'", "for programs"],
  ],
  async run(args) {
    const format = (args.text("format") ?? "pretty") as Format;
    const results: object[] = [];
    let failed = false;
    for (const { name, settings, diagnostics } of findProjects(args)) {
      const analysis = settings && (await analyze(settings, { strict: args.is("strict"), ...standardInputFor(args) }));
      const all = [...diagnostics, ...(analysis?.diagnostics ?? [])];
      failed ||= hasErrors(all);
      const { model, names } = analysis ?? {};
      if (format === "pretty" && model && names)
        process.stdout.write(`${title(name, model)}${operationsText(model)}${eventsText(names.events)}`);
      printDiagnostics(all, format, { all: args.is("verbose") });
      // as data every diagnostic has a line and a column, which take long to find
      if (format === "json")
        results.push({
          api: name,
          operations: model?.operations.map(({ key, name: operation, aliases, method, path, scopes }) => ({
            key,
            name: operation,
            aliases,
            method,
            path,
            scopes,
          })),
          schemas: model?.schemas.map((schema) => schema.name),
          events: names?.events.map((event) => ({
            ...event,
            places: event.places.map(({ file, pointer, line, column }) => ({ file, pointer, line, column })),
          })),
          diagnostics: all.map(asData),
        });
    }
    if (format === "json") process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    return failed ? 1 : 0;
  },
};

function title(name: string, { title: api, version, operations, schemas }: Model): string {
  return `${printableLine(`${name}: ${api} ${version}, ${counted(operations.length, "operation")}, ${counted(schemas.length, "schema")}`)}\n\n`;
}

function operationsText({ operations }: Model): string {
  const rows = operations.map(({ name, aliases, method, path, scopes }) => {
    const names = [name, ...aliases].join(", ");
    return [names, `${method} ${path}`, scopes.map((set) => set.join(" + ")).join(" | ")].map(printableLine);
  });
  const widths = [0, 1].map((column) => Math.min(60, Math.max(0, ...rows.map((row) => row[column]!.length))));
  return `${rows.map(([names, request, scopes]) => `  ${names!.padEnd(widths[0]!)}  ${request!.padEnd(widths[1]!)}  ${scopes}`.trimEnd()).join("\n")}\n`;
}

function eventsText(events: readonly NamingEvent[]): string {
  let text = "";
  for (const [kind, heading] of Object.entries(headings)) {
    const found = events.filter((event) => event.kind === kind);
    if (found.length === 0) continue;
    text += `\n${heading}\n`;
    for (const { subject, names, keys, places, detail } of found) {
      const what = `${subject === "operation" ? "" : `${subject} `}${names.join(", ")}: ${keys.join(", ")}`;
      text += `  ${printableLine(`${what}${detail === undefined ? "" : ` (differ in ${detail})`}`)}\n`;
      for (const place of places) text += `    ${printableLine(placeText(place))}\n`;
    }
  }
  return text === "" ? "" : `${text}\n`;
}
