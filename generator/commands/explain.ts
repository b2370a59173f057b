import { codes } from "../diagnostics/codes.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { type Command, UsageError } from "./command.ts";

export const command: Command = {
  description: "Explains a diagnostic code: its cause and how to fix it. Without a code, lists all of them.",
  usage: "[code]",
  options: {},
  examples: [["twinspec explain ref-not-found", "one code"]],
  async run({ positionals }) {
    const [code] = positionals;
    if (code !== undefined && !Object.hasOwn(codes, code)) {
      throw new UsageError(`there is no diagnostic with the code "${code}"`, didYouMean(code, Object.keys(codes)));
    }
    if (code === undefined) {
      for (const [code, { title }] of Object.entries(codes)) process.stdout.write(`${code.padEnd(26)} ${title}\n`);
      return 0;
    }
    const { title, cause, fix } = codes[code as keyof typeof codes];
    process.stdout.write(`${code}: ${title}\n\nCause: ${cause}\nFix:   ${fix}\n`);
    return 0;
  },
};
