import type { Paged } from "../runtime/pagination/pages.js";
import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { AccountFollowersFollowerDetails } from "../schemas/AccountFollowersFollowerDetails.js";
import type { AccountFollowersFollowersDataResponse } from "../schemas/AccountFollowersFollowersDataResponse.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getAccountFollowers} takes. */
export interface GetAccountFollowersArguments {
	/** ID of the account */
	accountId: string;
	/** Index of the first item to list */
	from?: number | undefined;
	/** Number of followers to list */
	limit?: number | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getAccountFollowers} answers. */
export type GetAccountFollowersData = (({
	/** Users who follow the account */
	data: AccountFollowersFollowersDataResponse;
} | null) | ({
	errorCode: "URL_NOT_FOUND" | "UNAUTHORIZED" | "INVALID_OAUTH" | "SCOPE_MISMATCH" | "FORBIDDEN" | "LICENSE_ACCESS_LIMITED" | "INVALID_DATA" | "UNPROCESSABLE_ENTITY" | "THRESHOLD_EXCEEDED" | "INTERNAL_SERVER_ERROR" | "EMPTY_PAYLOAD" | null;
	message: string | null;
} | null)) | undefined;
/** What {@link getAccountFollowers} answers when it fails. */
export type GetAccountFollowersError = ErrorJson | string;
/**
* List the followers of an account
*
* Lists the users who follow an account.
*
* `GET /api/v1/accounts/{accountId}/followers`
*
* Scopes: `Desk.contacts.READ`
*/
export declare const getAccountFollowers: Operation<[args: GetAccountFollowersArguments], GetAccountFollowersData, GetAccountFollowersError> & Needs<["Desk.contacts.READ"]> & Paged<AccountFollowersFollowerDetails>;
