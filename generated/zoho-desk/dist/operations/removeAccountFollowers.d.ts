import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { FollowerIds } from "../schemas/FollowerIds.js";
/** What {@link removeAccountFollowers} takes. */
export interface RemoveAccountFollowersArguments {
	/** ID of the account */
	accountId: string;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
	body: FollowerIds;
}
/** What {@link removeAccountFollowers} answers. */
export type RemoveAccountFollowersData = undefined;
/** What {@link removeAccountFollowers} answers when it fails. */
export type RemoveAccountFollowersError = ErrorJson | string | (ErrorJson | (ErrorJson & {
	errors: ErrorDetailArr;
}));
/**
* Remove followers of an account
*
* Makes users no longer follow an account.
*
* `POST /api/v1/accounts/{accountId}/removeFollowers`
*
* Scopes: `Desk.contacts.UPDATE`
*/
export declare const removeAccountFollowers: Operation<[args: RemoveAccountFollowersArguments], RemoveAccountFollowersData, RemoveAccountFollowersError> & Needs<["Desk.contacts.UPDATE"]>;
