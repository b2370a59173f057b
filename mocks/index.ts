export type { Mock, MockOperation, MockOptions, RequestLogEntry } from "./mock.ts";
export { startMock, UnreadableSpecError } from "./start-mock.ts";
