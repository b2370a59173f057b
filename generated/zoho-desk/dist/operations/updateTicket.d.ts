import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { Ticket } from "../schemas/Ticket.js";
import type { TicketInput } from "../schemas/TicketInput.js";
/** What {@link updateTicket} takes. */
export interface UpdateTicketArguments {
	/** ID of the ticket */
	ticketId: string;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
	body: TicketInput;
}
/** What {@link updateTicket} answers. */
export type UpdateTicketData = Ticket;
/** What {@link updateTicket} answers when it fails. */
export type UpdateTicketError = ErrorJson | string | (ErrorJson & {
	errors: ErrorDetailArr;
});
/**
* Update a ticket
*
* Changes the fields that are sent, and leaves the others as they are.
*
* `PATCH /api/v1/tickets/{ticketId}`
*
* Scopes: `Desk.tickets.UPDATE`
*/
export declare const updateTicket: Operation<[args: UpdateTicketArguments], UpdateTicketData, UpdateTicketError> & Needs<["Desk.tickets.UPDATE"]>;
