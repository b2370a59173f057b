import type { Call } from "../calls/call.ts";
import type { Case } from "../cases/case.ts";
import type { CaseMeans } from "../cases/positive-cases.ts";
import type { CaseInfo } from "../finding.ts";
import type { Fault } from "../judges/fault.ts";
import type { Records } from "../records/records.ts";
import type { Exchange } from "./exchange.ts";
import type { Findings } from "./findings.ts";
import type { Session } from "./session.ts";

/** A run as its checks see it. */
export interface Testing {
  readonly session: Session;
  readonly findings: Findings;
  readonly records: Records;
  readonly means: CaseMeans;
  /** Sends a call; undefined where there are no credentials for it. */
  try(call: Call, testCase: CaseInfo): Promise<Exchange | undefined>;
  /** Judges an exchange by itself, and adds what is found. */
  judge(
    exchange: Exchange,
    expects: Case["expects"] | "anything",
    about: string | Pick<Case, "about" | "part">,
  ): Promise<Fault[]>;
  /** Sends a call and judges it; undefined where no good response came. */
  expect(call: Call, testCase: CaseInfo): Promise<Exchange | undefined>;
  /** Does something in several steps, so that what it finds is told with the least of them that show it. */
  inSteps(calls: readonly Call[], steps: Steps): Promise<void>;
  skip(testCase: CaseInfo, reason: string): void;
  /** Whether the server keeps records, so that what it says of them means something. */
  isLive(): Promise<boolean>;
}

/**
 * Sends calls and others that belong to them, and adds what it finds. Of calls that say less, and with the first of
 * them at another record, it may find the same.
 */
export type Steps = (calls: readonly Call[], testing: Testing) => Promise<void>;

/** A call of an operation that was taken, and what came back. */
export interface Accepted {
  readonly base: Call;
  readonly exchange: Exchange;
}

/** Looks at one side of an operation whose least call was taken. */
export type Check = (accepted: Accepted, testing: Testing) => Promise<void>;
