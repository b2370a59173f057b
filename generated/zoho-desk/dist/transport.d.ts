import { type Server, type Transport, type TransportOptions as TransportOptions_ } from "./runtime/core/transport.js";
/** The servers of the API by name; requests go to the first unless `server` or `baseUrl` says otherwise. */
export declare const servers: {
	/** United States (com). Tokens come from https://accounts.zoho.com. */
	readonly us: Server;
	/** Europe (eu). Tokens come from https://accounts.zoho.eu. */
	readonly eu: Server;
	/** India (in). Tokens come from https://accounts.zoho.in. */
	readonly in: Server;
	/** Australia (com.au). Tokens come from https://accounts.zoho.com.au. */
	readonly au: Server;
	/** Japan (jp). Tokens come from https://accounts.zoho.jp. */
	readonly jp: Server;
	/** China (com.cn). Tokens come from https://accounts.zoho.com.cn. */
	readonly cn: Server;
	/** Saudi Arabia (sa). Tokens come from https://accounts.zoho.sa. */
	readonly sa: Server;
	/** United Kingdom (uk). Tokens come from https://accounts.zoho.uk. */
	readonly uk: Server;
	/** Canada (ca). Tokens come from https://accounts.zohocloud.ca; both hosts leave the pattern of the others. */
	readonly ca: Server;
};
/** What {@link createTransport} takes. */
export interface TransportOptions extends TransportOptions_ {
	/** The server that requests go to, unless `baseUrl` names another. Default: the first. */
	server?: keyof typeof servers | undefined;
	/** ID of the organization that the request is about
	*
	* Sent as a header with every request to the API, and where an operation declares `orgId` and a call leaves it out. */
	orgId?: string | undefined;
}
/** What single operations need to send their requests: `await getThing(createTransport(), …)`. */
export declare function createTransport(options?: TransportOptions): Transport;
