import type { Paged } from "../runtime/pagination/pages.js";
import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ContactFollowersFollowerDetails } from "../schemas/ContactFollowersFollowerDetails.js";
import type { ContactFollowersFollowersDataResponse } from "../schemas/ContactFollowersFollowersDataResponse.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getContactFollowers} takes. */
export interface GetContactFollowersArguments {
	/** ID of the contact */
	contactId: string;
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
/** What {@link getContactFollowers} answers. */
export type GetContactFollowersData = {
	/** Users who follow the contact */
	data: ContactFollowersFollowersDataResponse;
} | undefined;
/** What {@link getContactFollowers} answers when it fails. */
export type GetContactFollowersError = ErrorJson | string;
/**
* List the followers of a contact
*
* Lists the users who follow a contact.
*
* `GET /api/v1/contacts/{contactId}/followers`
*
* Scopes: `Desk.contacts.READ`
*/
export declare const getContactFollowers: Operation<[args: GetContactFollowersArguments], GetContactFollowersData, GetContactFollowersError> & Needs<["Desk.contacts.READ"]> & Paged<ContactFollowersFollowerDetails>;
