import { analyze, type Model, type NamingEvent } from "../index.ts";
import type { Command } from "./command.ts";
import { choiceOptions, commonOptions, eachProject } from "./each-project.ts";
import { counted, countedSchemas, placeText, printableLine } from "./print.ts";

/** What each kind of naming event is called, in the order in which they are shown. */
const headings: Record<NamingEvent["kind"], string> = {
  twin: "Twins: registered several times with the same meaning, one function",
  "twins-differ": "Twins that differ: several registrations that are not equivalent, a function each",
  clash: "Clashes: several want one name, all of them are qualified",
  alias: "Aliases: further, deprecated names",
  "alias-dropped": "Names that could not become aliases",
  escaped: "Escaped: a reserved word",
  held: "Held: the lock keeps a name that the documents no longer want",
  moved: "Moved: is somewhere else now and keeps its name",
  override: "Overrides: the settings chose the name",
  "override-refused": "Overrides that were not followed: the name belongs to another",
  "override-unused": "Overrides that name nothing",
  removed: "Removed: gone, the names stay reserved",
  "arguments-gone": "Arguments that are gone",
  pruned: "Pruned: gone, the names are free again",
};

export const command: Command = {
  description: `Shows what everything in an API is called: every operation with its names and scopes, and
every twin, clash, alias, move and override with its places. Writes nothing.`,
  usage: "[documents, or folders with settings] [options]",
  options: {
    output: {
      type: "string",
      short: "o",
      value: "folder",
      help: "where the client is, which some locks are named after",
    },
    ...choiceOptions,
    ...commonOptions,
  },
  examples: [
    ["twinspec inspect spec/zoho-desk", "one API"],
    ["twinspec inspect openapi.json --format json | jq '.[0].operations[].name'", "for programs"],
  ],
  run: (args) =>
    eachProject(args, async ({ name, settings, diagnostics: faults }, options) => {
      if (!settings) return { diagnostics: faults, data: {} };
      const { diagnostics, model, names } = await analyze(settings, options);
      if (!model || !names) return { diagnostics, data: {} };
      return {
        diagnostics,
        text: `${title(name, model)}${operationsText(model)}${webhooksText(model)}${eventsText(names.events)}`,
        data: asData(model, names.events),
      };
    }),
};

function asData({ operations, schemas, webhooks }: Model, events: readonly NamingEvent[]): object {
  return {
    operations: operations.map(({ key, name, aliases, method, path, scopes }) => ({
      key,
      name,
      aliases,
      method,
      path,
      scopes,
    })),
    schemas: schemas.map((schema) => schema.name),
    webhooks: webhooks.map(({ name, published, method, operations: of }) => ({
      name,
      published,
      method,
      operations: of,
    })),
    events: events.map((event) => ({
      ...event,
      places: event.places.map(({ file, pointer, line, column }) => ({ file, pointer, line, column })),
    })),
  };
}

function title(name: string, { title: api, version, operations, schemas }: Model): string {
  const size = `${counted(operations.length, "operation")}, ${countedSchemas({ schemas })}`;
  return `${printableLine(`${name}: ${api} ${version}, ${size}`)}\n\n`;
}

function operationsText({ operations }: Model): string {
  const rows = operations.map(({ name, aliases, method, path, scopes }) => {
    const names = [name, ...aliases].join(", ");
    return [names, `${method} ${path}`, scopes.map((set) => set.join(" + ")).join(" | ")].map(printableLine);
  });
  const widths = [0, 1].map((column) => Math.min(60, Math.max(0, ...rows.map((row) => row[column]!.length))));
  const lines = rows.map(([names, request, scopes]) =>
    `  ${names!.padEnd(widths[0]!)}  ${request!.padEnd(widths[1]!)}  ${scopes}`.trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function webhooksText({ webhooks }: Model): string {
  if (webhooks.length === 0) return "";
  const width = Math.min(60, Math.max(...webhooks.map(({ name }) => name.length)));
  const lines = webhooks.map(({ name, method, published, operations }) => {
    const of = operations.length === 0 ? "" : ` of ${operations.join(", ")}`;
    return `  ${name.padEnd(width)}  ${printableLine(`${method} ${published}${of}`)}`;
  });
  return `\nWebhooks and callbacks: what the API sends\n${lines.join("\n")}\n`;
}

function eventsText(events: readonly NamingEvent[]): string {
  let text = "";
  for (const [kind, heading] of Object.entries(headings)) {
    const found = events.filter((event) => event.kind === kind);
    if (found.length === 0) continue;
    text += `\n${heading}\n`;
    for (const { subject, names, keys, places, detail } of found) {
      const what = `${subject === "operation" ? "" : `${subject} `}${names.join(", ")}: ${keys.join(", ")}`;
      const more = kind === "moved" || detail === undefined ? (detail ?? "") : ` (differ in ${detail})`;
      text += `  ${printableLine(`${what}${more}`)}\n`;
      for (const place of places) text += `    ${printableLine(placeText(place))}\n`;
    }
  }
  return text === "" ? "" : `${text}\n`;
}
