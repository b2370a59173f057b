import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { Ticket } from "../schemas/Ticket.js";
/** What {@link getTicket} takes. */
export interface GetTicketArguments {
	/** ID of the ticket */
	ticketId: string;
	/** What to add to the ticket */
	include?: ("contacts" | "products" | "assignee" | "departments" | "contract" | "isRead" | "team" | "skills")[] | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getTicket} answers. */
export type GetTicketData = Ticket;
/** What {@link getTicket} answers when it fails. */
export type GetTicketError = ErrorJson | string;
/**
* Get a ticket
*
* Answers one ticket.
*
* `GET /api/v1/tickets/{ticketId}`
*
* Scopes: `Desk.tickets.READ`
*/
export declare const getTicket: Operation<[args: GetTicketArguments], GetTicketData, GetTicketError> & Needs<["Desk.tickets.READ"]>;
