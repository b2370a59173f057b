import { type ParseArgsConfig, parseArgs } from "node:util";
import { didYouMean } from "../diagnostics/suggestion.ts";

/** One option of a command: the table that its parsing, its default and its help come from. */
export interface Option {
  readonly type: "string" | "boolean";
  /** What stands for the value in the help, such as `folder`. */
  readonly value?: string;
  readonly short?: string;
  readonly help: string;
  /** Shown in the help. */
  readonly default?: string;
  readonly choices?: readonly string[];
  /** Whether it may be given more than once. */
  readonly isRepeatable?: boolean;
}

/** The values of a command line. */
export interface Arguments {
  readonly positionals: readonly string[];
  text(option: string): string | undefined;
  /** Every value of an option that may be repeated. */
  texts(option: string): readonly string[];
  is(option: string): boolean;
  /** How the command line was called, by which worker threads do the same. */
  readonly call: Call;
}

/** A command line, and the program that it is of. */
export interface Call {
  readonly command: string;
  readonly args: readonly string[];
  /** The file of the program, which worker threads start anew. Default: they are not used. */
  readonly program?: string;
}

/** A command of the command line. */
export interface Command {
  readonly usage: string;
  readonly description: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** Brings spellings of another tool, which people have in their fingers and scripts, to those of the options. */
  translate?(args: readonly string[]): readonly string[];
  /** Gives the exit code: 0 good, 1 findings, 2 usage. */
  run(args: Arguments): Promise<number>;
}

/** The command line is not valid; exit code 2. */
export class UsageError extends Error {
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}

/** Parses the arguments and runs the command; gives the exit code. */
export async function runCommand(command: Command, call: Call): Promise<number> {
  const name = call.command;
  try {
    const parsed = parse(command, call);
    if (parsed.is("help")) {
      process.stdout.write(helpOf(name, command));
      return 0;
    }
    return await command.run(parsed);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    // Near names are those of files on disk, which may hold escape sequences.
    const { printableLine } = await import("./print.ts");
    const help = error.help ?? `twinspec ${name} --help shows how it is used`;
    process.stderr.write(`error: ${printableLine(error.message)}\nhelp: ${printableLine(help)}\n`);
    return 2;
  }
}

/** @throws {UsageError} where the arguments are not those of the command. */
export function parse(command: Command, call: Call): Arguments {
  const args = command.translate?.(call.args) ?? call.args;
  const table: Record<string, Option> = { ...command.options, help: { type: "boolean", short: "h", help: "" } };
  const options: NonNullable<ParseArgsConfig["options"]> = {};
  for (const [name, { type, short, isRepeatable = false }] of Object.entries(table))
    options[name] = { type, multiple: isRepeatable, ...(short !== undefined && { short }) };
  for (const argument of args) {
    if (argument === "--") break;
    const [flag = "", value] = argument.split("=", 2);
    if (!flag.startsWith("--")) continue;
    const option = Object.hasOwn(table, flag.slice(2)) ? table[flag.slice(2)] : undefined;
    if (!option)
      throw new UsageError(
        `there is no option "${flag}"`,
        didYouMean(flag.slice(2), Object.keys(table), (near) => `"--${near}"`),
      );
    if (option.type === "boolean" && value !== undefined) throw new UsageError(`"${flag}" takes no value`);
  }
  let values: Record<string, unknown>;
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true }));
  } catch (error) {
    const [, unclear] =
      /^Option '(?:-\w, )?(--[\w-]+)' argument is ambiguous/.exec(String(Object(error).message)) ?? [];
    if (unclear !== undefined)
      throw new UsageError(`"${unclear}" has no value`, `one that begins with a dash is written ${unclear}=-…`);
    throw new UsageError(
      error instanceof Error
        ? error.message.split(". ")[0]!.replace(/^[A-Z]/, (letter) => letter.toLowerCase())
        : String(error),
    );
  }
  for (const [name, { choices }] of Object.entries(table)) {
    const value = values[name];
    if (choices && typeof value === "string" && !choices.includes(value)) {
      throw new UsageError(
        `"--${name}" must be one of ${choices.join(", ")}, not "${value}"`,
        didYouMean(value, choices),
      );
    }
  }
  return {
    positionals,
    text: (option) => (typeof values[option] === "string" ? values[option] : undefined),
    texts: (option) => (Array.isArray(values[option]) ? values[option].map(String) : []),
    is: (option) => values[option] === true,
    call,
  };
}

/** What `twinspec <name> --help` prints. */
export function helpOf(name: string, { usage, description, options, examples }: Command): string {
  const rows = Object.entries({ ...options, help: { type: "boolean", short: "h", help: "show this" } as Option }).map(
    ([option, described]) => {
      const { short, value, choices } = described;
      const flag = `${short === undefined ? "    " : `-${short}, `}--${option}`;
      const left = described.type === "string" ? `${flag} <${value ?? choices?.join("|") ?? option}>` : flag;
      const fallback = described.default === undefined ? "" : ` (default: ${described.default})`;
      return [left, `${described.help}${fallback}`] as const;
    },
  );
  const width = Math.max(...rows.map(([left]) => left.length));
  return `${description}

Usage: twinspec ${name} ${usage}

Options:
${rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n")}

Examples:
${examples.map(([line, what]) => `  ${line}\n      ${what}`).join("\n")}

Exit codes: 0 good, 1 findings, 2 usage, 70 a bug in twinspec.
`;
}
