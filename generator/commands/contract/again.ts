import { shellWord } from "../../diagnostics/shell.ts";
import type { Arguments } from "../command.ts";
import { contractOptions } from "./options.ts";
import type { TestedApi } from "./reports/report.ts";

/** What decides neither on the cases nor on who is asked. */
const further = new Set(["continue", "seed", "report", "format", "verbose", "time-budget", "rate", "yes"]);

/** What each option of a command line was given as; of a switch the empty text. */
function givenOptions(args: Arguments): [option: string, value: string][] {
  return Object.entries(contractOptions).flatMap(([option, { type, ...rest }]): [string, string][] => {
    if (type === "boolean") return args.is(option) ? [[option, ""]] : [];
    if ("isRepeatable" in rest) return args.texts(option).map((text) => [option, text]);
    const text = args.text(option);
    return text === undefined ? [] : [[option, text]];
  });
}

/** The options that decide on the cases, by name: a run that goes on must have the same. */
export function decidingOptions(args: Arguments): Record<string, string> {
  const options: Record<string, string> = {};
  for (const [option, value] of givenOptions(args).filter(([name]) => !further.has(name)))
    options[option] = options[option] === undefined ? value : `${options[option]} ${value}`;
  return options;
}

/** The line for a shell that makes the same cases again. */
export function againLine(args: Arguments, [first]: readonly Pick<TestedApi, "seed">[]): string {
  const options = givenOptions(args).filter(([option]) => option === "yes" || !further.has(option));
  return [
    ...["twinspec", "contract", ...args.positionals.map(shellWord)],
    ...options.flatMap(([option, value]) => [`--${option}`, ...(value === "" ? [] : [shellWord(value)])]),
    ...(first === undefined ? [] : ["--seed", String(first.seed)]),
  ].join(" ");
}
