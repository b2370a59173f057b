import type { Paged } from "../runtime/pagination/pages.js";
import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { Contact } from "../schemas/Contact.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getContacts} takes. */
export interface GetContactsArguments {
	/** Contacts of this view */
	viewId?: string | null | undefined;
	/** Contacts marked as spam, or the others */
	isSpam?: boolean | undefined;
	/** What to add to each contact */
	include?: "accounts"[] | undefined;
	/** What to sort by: <b>firstName</b>, <b>lastName</b>, <b>phone</b>, <b>email</b>, <b>account</b> or a time */
	sortBy?: "firstName" | "lastName" | "phone" | "email" | "account" | "createdTime" | "modifiedTime" | undefined;
	/** Index of the first item to list */
	from?: number | undefined;
	/** Number of contacts to list */
	limit?: number | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getContacts} answers. */
export type GetContactsData = {
	data: Contact[];
} | undefined;
/** What {@link getContacts} answers when it fails. */
export type GetContactsError = ErrorJson | string;
/**
* List contacts
*
* Lists the contacts of the help desk.
*
* `GET /api/v1/contacts`
*
* Scopes: `Desk.contacts.READ`
*/
export declare const getContacts: Operation<[args?: GetContactsArguments], GetContactsData, GetContactsError> & Needs<["Desk.contacts.READ"]> & Paged<Contact>;
