import { type Transport, type TransportOptions } from "./runtime/transport.js";
/** The servers of the API as published; requests go to the first unless `baseUrl` says otherwise. */
export declare const servers: readonly {
	readonly url: string;
	readonly description?: string;
}[];
/** What single operations need to send their requests: `await getThing(createTransport(), …)`. */
export declare function createTransport(options?: TransportOptions): Transport;
