import type { Place } from "../diagnostics/diagnostic.ts";
import type { Kind } from "./kinds.ts";

/**
 * How much a change matters to a consumer. `breaking`: code that was right stops compiling, is refused, or gets what it
 * cannot expect. `additive`: nothing breaks, and something more may be called, given, read or imported. `patch`:
 * something visible differs, and nobody has to act.
 */
export type Level = "breaking" | "additive" | "patch";

/** The levels, the one that matters most first. */
export const levels: readonly Level[] = ["breaking", "additive", "patch"];

/** One thing that a new version of the documents changes for whoever uses the generated client. */
export interface Finding {
  readonly kind: Kind;
  readonly level: Level;
  /** The public name of the operation, or of the webhook; left out where it is about the whole client. */
  readonly operation?: string;
  /** Where in the types: `args.body.address.zip`, `data[].state`, `scopes`, `schemas.Ticket`. */
  readonly path: string;
  /** One sentence for people, with text from the documents in it. */
  readonly message: string;
  /** Where the documents say so; left out where they do not, or not any more. */
  readonly old?: Place;
  readonly new?: Place;
}

/** The level of all findings together: that of the one that matters most. */
export function levelOf(findings: readonly Pick<Finding, "level">[]): Level | "none" {
  return levels.find((level) => findings.some((finding) => finding.level === level)) ?? "none";
}

/** Findings in the order in which they matter, each once. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const keyOf = ({ operation = "", path, kind, message }: Finding) => JSON.stringify([operation, path, kind, message]);
  const distinct = [...new Map(findings.map((each) => [keyOf(each), each])).values()];
  const rank = (each: Finding) => levels.indexOf(each.level);
  const byText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return distinct.sort(
    (one, other) =>
      rank(one) - rank(other) || byText(one.operation ?? "", other.operation ?? "") || byText(one.path, other.path),
  );
}
