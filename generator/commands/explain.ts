import { codes } from "../diagnostics/codes.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { type Command, UsageError } from "./command.ts";

export const command: Command = {
  description: "Says what a diagnostic code means: its cause, and how to mend it. Without a code: all of them.",
  usage: "[code]",
  options: {},
  examples: [["twinspec explain ref-not-found", "one code"]],
  async run({ positionals }) {
    const [asked] = positionals;
    if (asked !== undefined && !Object.hasOwn(codes, asked)) {
      throw new UsageError(`there is no diagnostic with the code "${asked}"`, didYouMean(asked, Object.keys(codes)));
    }
    if (asked === undefined) {
      for (const [code, { title }] of Object.entries(codes)) process.stdout.write(`${code.padEnd(26)} ${title}\n`);
      return 0;
    }
    const { title, cause, fix } = codes[asked as keyof typeof codes];
    process.stdout.write(`${asked}: ${title}\n\nCause: ${cause}\nFix:   ${fix}\n`);
    return 0;
  },
};
