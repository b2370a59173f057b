import type { Transport } from "../transport.js";
/**
* Where a call is. `writing`: its arguments are being written. `sending`: middleware and what gives tokens run, or the
* request is on its way. `reading`: there is an answer.
*/
export interface Trace {
	stage: "writing" | "sending" | "reading";
	/** What `fetch` threw: that, and nothing else of this stage, tells of the network. */
	fetchError?: unknown;
}
/** The transport, and what tells how far a call through it has come: an error does not say who threw it. */
export declare function traced(transport: Transport): {
	readonly transport: Transport;
	readonly trace: Trace;
};
