import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { FollowerIds } from "../schemas/FollowerIds.js";
/** What {@link addAccountFollowers} takes. */
export interface AddAccountFollowersArguments {
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
/** What {@link addAccountFollowers} answers. */
export type AddAccountFollowersData = undefined;
/** What {@link addAccountFollowers} answers when it fails. */
export type AddAccountFollowersError = ErrorJson | string | (ErrorJson & {
	errors: ErrorDetailArr;
});
/**
* Add followers of an account
*
* Makes users follow an account.
*
* `POST /api/v1/accounts/{accountId}/addFollowers`
*
* Scopes: `Desk.contacts.UPDATE`
*/
export declare const addAccountFollowers: Operation<[args: AddAccountFollowersArguments], AddAccountFollowersData, AddAccountFollowersError> & Needs<["Desk.contacts.UPDATE"]>;
