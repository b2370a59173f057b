import type { ServerChoice } from "./description.js";
/**
* Sends an operation's requests to a server of its own, unless the caller or the transport names one. The token of the
* API is not for that server, so none is sent.
*/
export declare function elsewhere(server: string): ServerChoice;
