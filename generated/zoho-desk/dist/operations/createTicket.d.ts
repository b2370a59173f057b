import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { Ticket } from "../schemas/Ticket.js";
import type { TicketInput } from "../schemas/TicketInput.js";
/** What {@link createTicket} takes. */
export interface CreateTicketArguments {
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
	body: TicketInput & Record<string, unknown>;
}
/** What {@link createTicket} answers. */
export type CreateTicketData = Ticket;
/** What {@link createTicket} answers when it fails. */
export type CreateTicketError = ErrorJson | string | (ErrorJson & {
	errors: ErrorDetailArr;
});
/**
* Create a ticket
*
* Creates a ticket in a department, for a contact.
*
* `POST /api/v1/tickets`
*
* Scopes: `Desk.tickets.CREATE`
*/
export declare const createTicket: Operation<[args: CreateTicketArguments], CreateTicketData, CreateTicketError> & Needs<["Desk.tickets.CREATE"]>;
