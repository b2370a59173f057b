export { type JsonStreamOptions, jsonLines, jsonSequence } from "./runtime/streams/json-parts.js";
export { type EventStreamOptions, type ServerSentEvent, serverSentEvents } from "./runtime/streams/server-sent-events.js";
