export type {
  Answering,
  ArgumentsOf,
  DataOf,
  FailureOf,
  OperationName,
  ScriptedAnswer,
  ScriptedRequest,
  When,
} from "./control/answer-types.ts";
export type { Control } from "./control/control.ts";
export { UnknownOperationError } from "./control/find-operation.ts";
export type { Fault, FaultKind } from "./faults/fault.ts";
export { FaultSyntaxError } from "./faults/parse-faults.ts";
export type { Mock, MockOptions, MockServer } from "./mock.ts";
export type { MockOperation } from "./operations.ts";
export type { RequestLogEntry } from "./request-log.ts";
export { startMock, UnreadableSpecError } from "./start-mock.ts";
export type { Violation } from "./validation/violation.ts";
