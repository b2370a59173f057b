import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { Contact } from "../schemas/Contact.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getContact} takes. */
export interface GetContactArguments {
	/** ID of the contact */
	contactId: string;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getContact} answers. */
export type GetContactData = Contact;
/** What {@link getContact} answers when it fails. */
export type GetContactError = ErrorJson | string;
/**
* Get a contact
*
* Answers one contact.
*
* `GET /api/v1/contacts/{contactId}`
*
* Scopes: `Desk.contacts.READ`
*/
export declare const getContact: Operation<[args: GetContactArguments], GetContactData, GetContactError> & Needs<["Desk.contacts.READ"]>;
