import { unmarked } from "../../document/exact-numbers.ts";
import type { Certainty, Part } from "../finding.ts";
import type { RuleName } from "../rules.ts";

/** One way in which an exchange breaks a rule. */
export interface Fault {
  readonly rule: RuleName;
  /** What of the message it is about, so that the same cause has the same one: `body data * id type`. */
  readonly cause: string;
  /** One sentence. */
  readonly message: string;
  /** Default: the operation. */
  readonly part?: Part;
  /** Default: certain. */
  readonly certainty?: Certainty;
}

/** The longest text of a server that a message quotes. */
const longest = 80;

/** Text of a server for a message: no control characters, and not much of it. */
export function quoted(value: unknown): string {
  const exact = unmarked(value);
  const text = typeof exact === "string" ? exact : (JSON.stringify(exact) ?? "nothing");
  const plain = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (each) => `\\u{${each.codePointAt(0)!.toString(16)}}`);
  if (plain === "") return '""';
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}
