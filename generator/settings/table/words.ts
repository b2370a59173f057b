import type { Kind } from "./setting.ts";

/** What a kind takes, in the words of YAML: `a string or a list`. */
export function wordsFor(kind: Kind): string {
  const words = wordsOf(kind);
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function wordsOf(kind: Kind): string[] {
  switch (kind.kind) {
    case "string":
    case "choice":
      return ["a string"];
    case "boolean":
      return ["true", "false"];
    case "integer":
      return ["an integer"];
    case "list":
      return ["a list"];
    case "map":
    case "group":
      return ["a map"];
    case "either":
      return kind.of.flatMap(wordsOf);
    case "any":
      return ["a value"];
  }
}

/**
 * What a value of the wrong kind was meant to be: YAML 1.2 reads `yes` as a string, `1.0` as a number, and a key
 * without a value as null.
 */
export function remedyFor({ kind }: Kind, value: unknown): string | undefined {
  if (value === null) return "write a value, or remove the key";
  if (kind === "string" && (typeof value === "number" || typeof value === "boolean")) return "put it in quotes";
  if (kind !== "boolean" || typeof value !== "string") return undefined;
  const isTrue = ["true", "yes", "on"].includes(value.toLowerCase());
  return isTrue || ["false", "no", "off"].includes(value.toLowerCase()) ? `did you mean ${isTrue}?` : undefined;
}

/** A word as it is, anything else in quotes. */
export function quoted(text: string): string {
  return /^[\w-]+$/.test(text) ? text : JSON.stringify(text);
}
