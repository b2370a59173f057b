import type { CaseInfo, Finding, OperationInfo } from "./finding.ts";

/** A case that was not tried. */
export interface SkippedCase extends CaseInfo {
  /** Why, as a clause: `there are no expired credentials`. */
  readonly reason: string;
}

/** What happens in a run, as it happens. */
export type ContractEvent =
  | { readonly kind: "started"; readonly operations: number; readonly seed: number }
  | { readonly kind: "begun"; readonly operation: OperationInfo }
  | { readonly kind: "finding"; readonly finding: Finding }
  | {
      /** An operation is finished; its findings came before. */
      readonly kind: "operation";
      readonly operation: OperationInfo;
      readonly cases: number;
      readonly skipped: readonly SkippedCase[];
    }
  | {
      /** The records that a run made and could not remove. */
      readonly kind: "left-behind";
      readonly operation: OperationInfo;
      /** Their addresses. */
      readonly urls: readonly string[];
    }
  | {
      readonly kind: "ended";
      readonly operations: number;
      readonly cases: number;
      readonly requests: number;
      readonly findings: number;
      readonly skipped: number;
      /** Why operations are left: time is up, or the run was aborted. */
      readonly stopped?: "time" | "aborted";
    };
