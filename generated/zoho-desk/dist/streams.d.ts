export { type EventStreamOptions, type JsonStreamOptions, type ServerSentEvent, jsonLines, jsonSequence, serverSentEvents } from "./runtime/streams/streams.js";
