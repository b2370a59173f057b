import type { Place } from "../../generator/diagnostics/diagnostic.ts";
import type { RuleName } from "./rules.ts";

/** How sure a finding is: a `likely` one rests on names and descriptions, where the documents say it in words alone. */
export type Certainty = "certain" | "likely";

/** An operation as findings name it. */
export interface OperationInfo {
  /** The client's name for it, by the lock; the method and the path where it has none. */
  readonly name: string;
  /** In capitals. */
  readonly method: string;
  /** The path template as published. */
  readonly path: string;
}

/** Which case something came up in. */
export interface CaseInfo {
  readonly kind: "positive" | "negative" | "stateful";
  /** What tells the case from others of its operation: `limit at its maximum`. */
  readonly label: string;
}

/** A message as people read it. Secrets are redacted, and what the server sent is shortened. */
export interface ShownMessage {
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The text; of bytes that are none, how many they are. Undefined where there is no body. */
  readonly body?: string;
}

/** What of an operation something is about. */
export interface Part {
  /** From the operation on, by keys; a parameter has its place and its name for a key: `query limit`. */
  readonly keys: readonly string[];
  /** From the value of the schema that they lead to; numbers are of arrays. */
  readonly value?: readonly string[];
}

/** One call of several that show something together. */
export interface FindingStep {
  readonly operation: OperationInfo;
  /** Where the documents have the operation. */
  readonly place?: Place;
  /** A line for a shell; what an earlier step has made is a variable, which that step sets. */
  readonly curl: string;
  /** A call of the generated client, with the same as a constant. */
  readonly call: string;
  /** Left out where no response came. */
  readonly status?: number;
}

/** One way in which the server and its documents disagree, each cause once for an operation. */
export interface Finding {
  readonly rule: RuleName;
  readonly certainty: Certainty;
  readonly operation: OperationInfo;
  /** One sentence. */
  readonly message: string;
  /** The place in the documents: of the parameter, the response or the schema that it is about. */
  readonly place?: Place;
  readonly testCase: CaseInfo;
  readonly request: ShownMessage & { readonly method: string; readonly url: string };
  /** The request as a line for a shell; secrets are variables of the environment. */
  readonly curl: string;
  /** The request as a call of the generated client. */
  readonly call: string;
  /** What is to be done in turn to see it, the smallest that was found; left out where the request alone shows it. */
  readonly sequence?: readonly FindingStep[];
  /** Left out where none came. */
  readonly response?: ShownMessage & { readonly status: number };
  /** In how many of how many tries it came up. */
  readonly seen: { readonly times: number; readonly of: number };
}
