import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { Contact } from "../schemas/Contact.js";
import type { ContactInput } from "../schemas/ContactInput.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link updateContact} takes. */
export interface UpdateContactArguments {
	/** ID of the contact */
	contactId: string;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
	body: ContactInput;
}
/** What {@link updateContact} answers. */
export type UpdateContactData = Contact;
/** What {@link updateContact} answers when it fails. */
export type UpdateContactError = ErrorJson | string | (ErrorJson & {
	errors: ErrorDetailArr;
});
/**
* Update a contact
*
* Changes the fields that are sent, and leaves the others as they are.
*
* `PATCH /api/v1/contacts/{contactId}`
*
* Scopes: `Desk.contacts.UPDATE`
*/
export declare const updateContact: Operation<[args: UpdateContactArguments], UpdateContactData, UpdateContactError> & Needs<["Desk.contacts.UPDATE"]>;
