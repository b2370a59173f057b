import * as operations from "./operations.js";
import { type Methods } from "./runtime/client.js";
import type { Transport, TransportOptions } from "./runtime/transport.js";
/** Every operation of Zoho Desk as a method, and what a transport has. */
export interface Client extends Methods<typeof operations>, Transport {}
/** A client with every operation. A program that needs few imports those instead, with `createTransport`. */
export declare function createClient(options?: TransportOptions): Client;
