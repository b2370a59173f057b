import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { FollowerIds } from "../schemas/FollowerIds.js";
/** What {@link addContactFollowers} takes. */
export interface AddContactFollowersArguments {
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
/** What {@link addContactFollowers} answers. */
export type AddContactFollowersData = undefined;
/** What {@link addContactFollowers} answers when it fails. */
export type AddContactFollowersError = ErrorJson | string | (ErrorJson & {
	errors: ErrorDetailArr;
});
/**
* Add followers of a contact
*
* Makes users follow a contact.
*
* `POST /api/v1/contacts/{contactId}/addFollowers`
*
* Scopes: `Desk.contacts.UPDATE`
*/
export declare const addContactFollowers: Operation<[args: AddContactFollowersArguments], AddContactFollowersData, AddContactFollowersError> & Needs<["Desk.contacts.UPDATE"]>;
