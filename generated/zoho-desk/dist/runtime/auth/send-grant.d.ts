import { type GrantRequest } from "./grant-request.js";
/** What a token endpoint answered. */
export interface Answer {
	readonly status: number;
	readonly text: string;
}
/**
* Sends a token request, and twice more after passing faults, within its timeout. A grant that is good once is sent again only
* where the server cannot have taken it: its answer may hold the only tokens that there are.
*
* @throws {AuthError} `unreachable`; the signal's reason when that ends the request.
*/
export declare function sendGrant(request: GrantRequest): Promise<Answer>;
