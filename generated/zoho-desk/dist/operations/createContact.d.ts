import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { Contact } from "../schemas/Contact.js";
import type { ContactInput } from "../schemas/ContactInput.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link createContact} takes. */
export interface CreateContactArguments {
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
	body: ContactInput & Record<string, unknown>;
}
/** What {@link createContact} answers. */
export type CreateContactData = Contact;
/** What {@link createContact} answers when it fails. */
export type CreateContactError = ErrorJson | string | (ErrorJson & {
	errors: ErrorDetailArr;
});
/**
* Create a contact
*
* Creates a contact.
*
* `POST /api/v1/contacts`
*
* Scopes: `Desk.contacts.CREATE`
*/
export declare const createContact: Operation<[args: CreateContactArguments], CreateContactData, CreateContactError> & Needs<["Desk.contacts.CREATE"]>;
