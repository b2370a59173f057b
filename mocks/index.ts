export { NotReceivedError, type Receipt } from "./callbacks/deliver.ts";
export type { WebhookToSend } from "./callbacks/send-webhook.ts";
export type { UnsignedMessage } from "./callbacks/sent-message.ts";
export type { Control } from "./control/control.ts";
export { UnknownOperationError } from "./control/find-operation.ts";
export { MissingRequestsError, type RequestFilter, type RequestsToWaitFor } from "./control/journal-control.ts";
export type { ResponseRule } from "./control/response-rule.ts";
export {
  type ArgumentsOf,
  type DataOf,
  type FailureOf,
  type OperationName,
  type Responder,
  ScriptError,
  type ScriptedRequest,
  type ScriptedResponse,
  type When,
} from "./control/response-types.ts";
export type { KeptResponse } from "./control/scripts.ts";
export { type AnyMock, type ConnectOptions, connectMock, type RemoteMock } from "./control-api/connect-mock.ts";
export { ControlError } from "./control-api/control-errors.ts";
export type { PlacedOperation, Reload } from "./control-api/mock-api.ts";
export type {
  Coverage,
  ItemCoverage,
  KindCoverage,
  OperationCoverage,
  StatusCoverage,
} from "./coverage/coverage.ts";
export type { MockOperation } from "./document/operations.ts";
export type { Fault, FaultKind } from "./faults/fault.ts";
export type { FaultRule, KeptFault } from "./faults/kept-fault.ts";
export { FaultSyntaxError } from "./faults/parse-faults.ts";
export { PrefixSyntaxError } from "./http/edge.ts";
export type { Source } from "./http/response.ts";
export type { RequestLogEntry } from "./pipeline/request-log.ts";
export { RecordingOptionError } from "./recording/recordings.ts";
export type { NearMiss } from "./routing/near-misses.ts";
export type { ApiOfDocuments, Mock, MockOptions, MockServer, Mocks, MocksOptions } from "./server/mock.ts";
export { UnreadableSpecError } from "./server/read-spec.ts";
export type { ReloadOptions } from "./server/reload/reload.ts";
export { startMock, startMocks } from "./server/start-mock.ts";
export { StateError, type StoredRecords } from "./state/stored-state.ts";
export { StorageError } from "./storage/store.ts";
export type { Violation } from "./validation/violation.ts";
