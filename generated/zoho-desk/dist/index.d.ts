export { type Client, createClient } from "./client.js";
export * from "./operations.js";
export type { OperationDescription } from "./runtime/description.js";
export type { CallOptions, Method, Operation } from "./runtime/operation.js";
export { ResponseError, unwrap } from "./runtime/unwrap.js";
export type { Result } from "./runtime/result.js";
export type { Auth, HeadersOptions, Middleware, Transport, TransportOptions } from "./runtime/transport.js";
export { createTransport, servers } from "./transport.js";
