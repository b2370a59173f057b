import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { Comment } from "../schemas/Comment.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link createTicketComment} takes. */
export interface CreateTicketCommentArguments {
	/** ID of the ticket */
	caseId: string;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
	body: {
		content: string;
		/** @default "html" */
		contentType?: "html" | "plainText";
		/** @default false */
		isPublic?: boolean;
		attachmentIds?: string[];
	};
}
/** What {@link createTicketComment} answers. */
export type CreateTicketCommentData = Comment;
/** What {@link createTicketComment} answers when it fails. */
export type CreateTicketCommentError = ErrorJson | string | (ErrorJson & {
	errors: ErrorDetailArr;
});
/**
* Comment on a ticket
*
* Adds a comment to a ticket. A user is mentioned as <code>zsu[@user:{zuid}]zsu</code>.
*
* `POST /api/v1/tickets/{caseId}/comments`
*
* Scopes: `Desk.tickets.UPDATE`
*/
export declare const createTicketComment: Operation<[args: CreateTicketCommentArguments], CreateTicketCommentData, CreateTicketCommentError> & Needs<["Desk.tickets.UPDATE"]>;
