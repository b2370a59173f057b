import { existsSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { analyze, type Model, type NamingEvent } from "../../entry.ts";
import { type Arguments, type Command, UsageError } from "../command.ts";
import { commonOptions, eachProject } from "../each-project.ts";
import { counted, countedSchemas, formats, placeText, printableLine } from "../print.ts";
import { choiceOptions } from "../projects.ts";
import { headings } from "./headings.ts";
import type { Inspected } from "./page.ts";

export const command: Command = {
  description: `Shows what everything in an API is called: every operation with its names and scopes, and
every twin, clash, alias, move and override with its places. Writes nothing.`,
  usage: "[documents, or folders with settings] [options]",
  options: {
    output: {
      type: "string",
      short: "o",
      value: "folder",
      help: "where the client is, which some locks are named after; with --format html, the page, a name with .html",
    },
    ...choiceOptions,
    ...commonOptions,
    format: {
      ...commonOptions.format,
      choices: [...formats, "html"],
      help: "how it is printed; html: a page to search",
    },
  },
  examples: [
    ["twinspec inspect spec/zoho-desk", "one API"],
    ["twinspec inspect --format html --output names.html", "a page to search, which needs nothing but itself"],
    ["twinspec inspect openapi.json --format json | jq '.[0].operations[].name'", "for programs"],
  ],
  run: (args) => (args.text("format") === "html" ? asPage(args) : inspect(args)),
};

/** Shows the APIs, or hands what there is of each to `take` instead. */
function inspect(args: Arguments, take?: (inspected: Inspected) => void): Promise<number> {
  return eachProject(args, async ({ name, settings, diagnostics: faults }, options) => {
    if (!settings) return { diagnostics: faults, data: {} };
    const { diagnostics, model, names } = await analyze(settings, options);
    if (!model || !names) return { diagnostics, data: {} };
    if (take) {
      take({ name, model, names });
      return { diagnostics, data: {} };
    }
    return {
      diagnostics,
      text: `${title(name, model)}${operationsText(model)}${webhooksText(model)}${eventsText(names.events)}`,
      data: asData(model, names.events),
    };
  });
}

/** Writes one page about all APIs, to standard output or into the file that `--output` names. */
async function asPage(args: Arguments): Promise<number> {
  const output = args.text("output");
  const file = output !== undefined && /\.html?$/i.test(output) ? output : undefined;
  if (file !== undefined && !existsSync(dirname(file)))
    throw new UsageError(`there is no folder "${dirname(file)}" for "${file}"`);
  if (file !== undefined && statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`"${file}" is a folder`, "name a file");
  const inspected: Inspected[] = [];
  const text = (option: string) => {
    if (option === "format") return "pretty";
    return option === "output" && file !== undefined ? undefined : args.text(option);
  };
  const code = await inspect({ ...args, text }, (each) => inspected.push(each));
  if (inspected.length === 0) return code;
  const { namesPage } = await import("./page.ts");
  const page = namesPage(inspected);
  if (file === undefined) process.stdout.write(page);
  else {
    writeFileSync(file, page);
    process.stderr.write(`wrote ${printableLine(file)}\n`);
  }
  return code;
}

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
