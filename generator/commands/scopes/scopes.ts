import { analyze, CodeError, type Usage, usage } from "../../entry.ts";
import { type Arguments, type Command, UsageError } from "../command.ts";
import { eachProject } from "../each-project.ts";
import { optimizeLess } from "../optimizer.ts";
import { printableLine } from "../print.ts";
import { choiceOptions } from "../projects.ts";
import {
  annotationsOf,
  dataOf,
  markdownTable,
  markdownUsage,
  prettyTable,
  prettyUsage,
  tableOf,
  verdictOf,
} from "./formats.ts";

const formats = ["pretty", "github", "json", "markdown"] as const;

export const command: Command = {
  description: `Tells what scopes each operation of an API needs; with --project, which operations code calls
through a generated client, where, and the least set of scopes that it needs for them. --granted fails on what
is missing from those that a token has, and warns of what is not needed.`,
  usage: "[documents, or folders with settings] [options]",
  options: {
    project: { type: "string", short: "p", value: "file", help: "the tsconfig.json of the code that calls the client" },
    granted: { type: "string", value: "scopes", help: "what the token has: scopes with spaces between" },
    client: { type: "string", value: "name", help: "the package or folder of the client, where code has several" },
    ...choiceOptions,
    format: { type: "string", choices: formats, help: "how it is printed", default: "pretty" },
    strict: { type: "boolean", help: "fail where it is not known what is called, too" },
    root: { type: "string", value: "folder", help: "read no file outside of this folder" },
    verbose: { type: "boolean", help: "show every warning and every note about the documents" },
  },
  examples: [
    ["twinspec scopes spec/zoho-desk", "what each operation needs"],
    ["twinspec scopes --project tsconfig.json", "what the code needs, and where"],
    ['twinspec scopes --project . --granted "Desk.tickets.READ Desk.basic.READ"', "whether a token is enough"],
    ['twinspec scopes --project . --granted "$SCOPES" --format github', "in a workflow: annotations"],
  ],
  run: async (args) => {
    const project = args.text("project");
    if (project !== undefined) return ofCode(project, args);
    for (const option of ["granted", "client"])
      if (args.text(option) !== undefined) throw new UsageError(`"--${option}" needs --project`);
    return ofDocuments(args);
  },
};

/** The tables of the APIs that a command line names. */
function ofDocuments(args: Arguments): Promise<number> {
  const format = args.text("format") ?? "pretty";
  const given: Arguments = {
    ...args,
    text: (option) => (option === "format" && format === "markdown" ? "pretty" : args.text(option)),
  };
  return eachProject(given, async ({ name, settings, diagnostics: faults }, options) => {
    if (!settings) return { diagnostics: faults, data: {} };
    const { diagnostics, model } = await analyze(settings, options);
    if (!model) return { diagnostics, data: {} };
    const table = tableOf(name, model);
    return {
      diagnostics,
      text: format === "markdown" ? markdownTable(table) : prettyTable(table),
      data: {
        operations: table.rows.map(({ name: own, aliases, request, requirement }) => ({
          ...{ name: own, aliases, request, scopes: requirement },
        })),
      },
    };
  });
}

async function ofCode(project: string, args: Arguments): Promise<number> {
  optimizeLess();
  if (args.positionals.length > 0)
    throw new UsageError(
      `"${args.positionals[0]}" cannot stand beside --project: the generated client says what its operations need`,
      "name documents, or the code",
    );
  const granted = args
    .text("granted")
    ?.split(/[\s,]+/)
    .filter((scope) => scope !== "");
  const usages = chosen(await read(project, granted && [...new Set(granted)]), args, project);
  const format = args.text("format") ?? "pretty";
  if (format === "json") process.stdout.write(`${JSON.stringify(usages.map(dataOf), null, 2)}\n`);
  for (const each of usages) {
    if (format === "pretty") process.stdout.write(prettyUsage(each));
    else if (format === "markdown") process.stdout.write(markdownUsage(each));
    else if (format === "github") process.stdout.write(annotationsOf(each));
    process.stderr.write(`${printableLine(`${each.client}: ${verdictOf(each)}`)}\n`);
  }
  const isStrict = args.is("strict");
  const fails = ({ fit, unknown }: Usage) => (fit?.lacking.length ?? 0) > 0 || (isStrict && unknown.length > 0);
  return usages.some(fails) ? 1 : 0;
}

async function read(project: string, granted: readonly string[] | undefined): Promise<Usage[]> {
  try {
    return await usage(project, { ...(granted && { granted }) });
  } catch (error) {
    if (error instanceof CodeError) throw new UsageError(error.message);
    throw error;
  }
}

/** The clients that a command line is about. */
function chosen(usages: readonly Usage[], args: Arguments, project: string): readonly Usage[] {
  const names = usages.map(({ client }) => client);
  if (usages.length === 0)
    throw new UsageError(
      `the code of "${project}" has no generated client`,
      "generate it with `twinspec generate`, or install it, and see that the code imports it",
    );
  const client = args.text("client");
  if (client !== undefined) {
    const found = usages.filter(({ client: name }) => name === client);
    if (found.length === 0) throw new UsageError(`there is no client "${client}"`, `there are ${names.join(", ")}`);
    return found;
  }
  if (usages.length > 1 && args.text("granted") !== undefined)
    throw new UsageError(
      `the code has ${usages.length} generated clients, and a token is one API's`,
      `name one: ${names.map((name) => `--client ${name}`).join(", ")}`,
    );
  return usages;
}
