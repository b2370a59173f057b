import { type Operation } from "../runtime/operation.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { Ticket } from "../schemas/Ticket.js";
/** What {@link getTickets} takes. */
export interface GetTicketsArguments {
	/** Tickets of this department */
	departmentId?: string | number;
	/** Tickets of this view */
	viewId?: string | number;
	/** Tickets of these agents<br>Possible values: <i>Unassigned</i> or the ID of an agent */
	assignee?: string[];
	/** Tickets that came in by this channel */
	channel?: string;
	/** Tickets in these states */
	status?: string[];
	/** Tickets of these priorities */
	priority?: string[];
	/** Tickets that a customer last wrote in within so many days */
	receivedInDays?: "15" | "30" | "90";
	/** What to add to each ticket */
	include?: ("contacts" | "products" | "departments" | "team" | "isRead" | "assignee")[];
	/** What to sort by; a minus in front turns the order round */
	sortBy?: string;
	/** Index of the first item to list */
	from?: number;
	/** Number of tickets to list */
	limit?: number;
	/** ID of the organization that the request is about */
	orgId: string;
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
export declare const getTickets: Operation<[args: GetTicketsArguments], GetTicketsData, GetTicketsError>;
