import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { FollowerIds } from "../schemas/FollowerIds.js";
/** What {@link removeContactFollowers} takes. */
export interface RemoveContactFollowersArguments {
	/** ID of the contact */
	contactId: string;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
	body: FollowerIds;
}
/** What {@link removeContactFollowers} answers. */
export type RemoveContactFollowersData = undefined;
/** What {@link removeContactFollowers} answers when it fails. */
export type RemoveContactFollowersError = ErrorJson | string | (ErrorJson | (ErrorJson & {
	errors: ErrorDetailArr;
}));
/**
* Remove followers of a contact
*
* Makes users no longer follow a contact.
*
* `POST /api/v1/contacts/{contactId}/removeFollowers`
*
* Scopes: `Desk.contacts.UPDATE`
*/
export declare const removeContactFollowers: Operation<[args: RemoveContactFollowersArguments], RemoveContactFollowersData, RemoveContactFollowersError> & Needs<["Desk.contacts.UPDATE"]>;
