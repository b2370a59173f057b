import type { Call } from "../calls/call.ts";
import type { CaseInfo, Part } from "../finding.ts";

/** One request to try, and what is expected of the server. */
export interface Case {
  readonly call: Call;
  readonly testCase: CaseInfo;
  /** What it is about, so that findings of one cause have the same: `query limit`. */
  readonly about: string;
  /** Where the documents have it. Default: the operation. */
  readonly part?: Part;
  readonly expects: "accepted" | "refused";
  /** Whether a refusal may have reasons that the documents have no words for. */
  readonly mayBeRefused?: boolean;
}
