import type { CaseInfo, OperationInfo } from "./finding.ts";

/** A request as it goes on the wire. */
export interface ContractRequest {
  readonly method: string;
  /** The whole address, percent-encoded. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
}

/** A response as it came off the wire: nothing is decoded, no redirect is followed. */
export interface ContractResponse {
  readonly status: number;
  /** In the order and with the letters of the server, each line by itself. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The content as it was sent, compressed or not; empty where there is none. */
  readonly body: Uint8Array;
  /** What came after the end of the message, or why it ended before its time. */
  readonly fault?: "broken-off" | "surplus" | "too-large";
}

/** What a request is sent for. */
export interface Purpose {
  readonly operation: OperationInfo;
  readonly testCase: CaseInfo;
  /** Whether it removes what the run has made, which is done even when time is up. */
  readonly isCleanUp: boolean;
}

/** Sends a request. Rejects where no response came. */
export type Send = (request: ContractRequest, purpose: Purpose) => Promise<ContractResponse>;

/** A header of a message, whatever its letters' case; several lines of one name joined (RFC 9110, section 5.3). */
export function headerOf({ headers }: Pick<ContractResponse, "headers">, name: string): string | undefined {
  const lines = headers.filter(([own]) => own.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  return lines.length === 0 ? undefined : lines.join(", ");
}
