import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { Attachment } from "../schemas/Attachment.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link createTicketAttachment} takes. */
export interface CreateTicketAttachmentArguments {
	/** ID of the ticket */
	ticketId: string;
	/** Whether customers see the file */
	isPublic?: boolean | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
	body: {
		/** The file */
		file: Blob;
	} | FormData;
}
/** What {@link createTicketAttachment} answers. */
export type CreateTicketAttachmentData = Attachment;
/** What {@link createTicketAttachment} answers when it fails. */
export type CreateTicketAttachmentError = ErrorJson | string | (ErrorJson & {
	errors: ErrorDetailArr;
});
/**
* Attach a file to a ticket
*
* Attaches one file to a ticket.
*
* `POST /api/v1/tickets/{ticketId}/attachments`
*
* Scopes: `Desk.tickets.UPDATE`
*/
export declare const createTicketAttachment: Operation<[args: CreateTicketAttachmentArguments], CreateTicketAttachmentData, CreateTicketAttachmentError> & Needs<["Desk.tickets.UPDATE"]>;
