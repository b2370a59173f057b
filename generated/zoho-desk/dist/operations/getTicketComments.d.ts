import type { Paged } from "../runtime/pagination/pages.js";
import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { Comment } from "../schemas/Comment.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getTicketComments} takes. */
export interface GetTicketCommentsArguments {
	/** ID of the ticket */
	ticketId: string;
	/** What to add to each comment<br>Possible values: <b>mentions</b>, <b>plainText</b> */
	include?: ("mentions" | "plainText")[] | undefined;
	/** What to sort by; a minus in front turns the order round */
	sortBy?: string | undefined;
	/** Index of the first item to list */
	from?: number | undefined;
	/** Number of comments to list */
	limit?: number | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getTicketComments} answers. */
export type GetTicketCommentsData = {
	data: Comment[];
} | undefined;
/** What {@link getTicketComments} answers when it fails. */
export type GetTicketCommentsError = ErrorJson | string;
/**
* List the comments of a ticket
*
* Lists the comments of a ticket.
*
* `GET /api/v1/tickets/{ticketId}/comments`
*
* Scopes: `Desk.tickets.READ`
*/
export declare const getTicketComments: Operation<[args: GetTicketCommentsArguments], GetTicketCommentsData, GetTicketCommentsError> & Needs<["Desk.tickets.READ"]> & Paged<Comment>;
