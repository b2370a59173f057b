import { newLine } from "./layout.ts";

/** A doc comment, whose lines after the first one are indented. `text` is the inside, already safe. */
export function docComment(text: string, indent = 0): string {
  if (!text.includes("\n")) return `/** ${text} */`;
  const start = newLine(indent);
  const lines = text.split("\n").map((line) => `${start} *${line === "" ? "" : ` ${line}`}`);
  return `/**${lines.join("")}${start} */`;
}
