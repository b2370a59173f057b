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
export { PrefixSyntaxError } from "./front.ts";
export type { ApiOfDocuments, Mock, MockOptions, MockServer, Mocks, MocksOptions } from "./mock.ts";
export type { MockOperation } from "./operations.ts";
export { UnreadableSpecError } from "./read-spec.ts";
export { RecordingOptionError } from "./recording/recording-option-error.ts";
export type { Reload, ReloadOptions } from "./reload/reload.ts";
export type { RequestLogEntry } from "./request-log.ts";
export { startMock, startMocks } from "./start-mock.ts";
export { StorageError } from "./storage/storage-error.ts";
export type { Violation } from "./validation/violation.ts";
