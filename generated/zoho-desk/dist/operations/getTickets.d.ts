import type { Paged } from "../runtime/pagination/pages.js";
import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { Ticket } from "../schemas/Ticket.js";
/** What {@link getTickets} takes. */
export interface GetTicketsArguments {
	/** Tickets of this department */
	departmentId?: string | undefined;
	/** Tickets of this view */
	viewId?: string | undefined;
	/** Tickets of these agents<br>Possible values: <i>Unassigned</i> or the ID of an agent */
	assignee?: string[] | undefined;
	/** Tickets that came in by this channel */
	channel?: string | undefined;
	/** Tickets in these states */
	status?: string[] | undefined;
	/** Tickets of these priorities */
	priority?: string[] | undefined;
	/** Tickets that a customer last wrote in within so many days */
	receivedInDays?: "15" | "30" | "90" | undefined;
	/** What to add to each ticket */
	include?: ("contacts" | "products" | "departments" | "team" | "isRead" | "assignee")[] | undefined;
	/** What to sort by; a minus in front turns the order round */
	sortBy?: string | undefined;
	/** Index of the first item to list */
	from?: number | undefined;
	/** Number of tickets to list */
	limit?: number | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getTickets} answers. */
export type GetTicketsData = {
	data: Ticket[];
} | undefined;
/** What {@link getTickets} answers when it fails. */
export type GetTicketsError = ErrorJson | string;
/**
* List tickets
*
* Lists tickets, of one department or of all that the agent may see.
*
* `GET /api/v1/tickets`
*
* Scopes: `Desk.tickets.READ`
*/
export declare const getTickets: Operation<[args?: GetTicketsArguments], GetTicketsData, GetTicketsError> & Needs<["Desk.tickets.READ"]> & Paged<Ticket>;
