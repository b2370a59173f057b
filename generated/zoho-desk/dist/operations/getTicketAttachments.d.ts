import type { Paged } from "../runtime/pagination/pages.js";
import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { Attachment } from "../schemas/Attachment.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getTicketAttachments} takes. */
export interface GetTicketAttachmentsArguments {
	/** ID of the ticket */
	ticketId: string;
	/** Files that customers see, or the others */
	isPublic?: boolean | undefined;
	/** What to sort by; a minus in front turns the order round */
	sortBy?: string | undefined;
	/** Index of the first item to list */
	from?: number | undefined;
	/** Number of files to list */
	limit?: number | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getTicketAttachments} answers. */
export type GetTicketAttachmentsData = {
	data: Attachment[];
} | undefined;
/** What {@link getTicketAttachments} answers when it fails. */
export type GetTicketAttachmentsError = ErrorJson | string;
/**
* List the attachments of a ticket
*
* Lists the files attached to a ticket.
*
* `GET /api/v1/tickets/{ticketId}/attachments`
*
* Scopes: `Desk.tickets.READ`
*/
export declare const getTicketAttachments: Operation<[args: GetTicketAttachmentsArguments], GetTicketAttachmentsData, GetTicketAttachmentsError> & Needs<["Desk.tickets.READ"]> & Paged<Attachment>;
