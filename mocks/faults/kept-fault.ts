import type { Fault } from "./fault.ts";

/** A fault as data: over HTTP and in a store. */
export interface FaultRule {
  /** A name of an operation, as the client has it; `*` for all. */
  readonly operation: string;
  /** One fault, or the text of some: `latency=100-300, status=503`. */
  readonly fault: Fault | string;
  /** How many requests get it. Default: all. */
  readonly times?: number;
}

/** Planned faults as they are kept. */
export interface KeptFault {
  readonly id: string;
  /** `*` for all. */
  readonly operation: string;
  readonly faults: readonly Fault[];
  /** How many requests still get them; left out: all. */
  readonly left?: number;
  /** Whether all mocks with the same storage have them; otherwise they are this process's alone. */
  readonly isShared: boolean;
}
