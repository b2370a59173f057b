import type { Paged } from "../runtime/pagination/pages.js";
import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { ImSession } from "../schemas/ImSession.js";
/** What {@link getSessions} takes. */
export interface GetSessionsArguments {
	/** Sessions of the channels of this department */
	departmentId?: string | undefined;
	/** Sessions assigned to this agent */
	agentId?: string | undefined;
	/** Sessions with this contact */
	contactId?: string | undefined;
	/** Sessions of these channels, up to 50 IDs with commas between them */
	channelId?: string | undefined;
	/** Sessions in these states, with commas between them */
	status?: string | undefined;
	/** Sessions by who has them */
	assigneeFilter?: "MINE" | "UNASSIGNED" | "NONE" | "BOT" | undefined;
	/** Sessions that began after this time, such as 2026-03-02T00:00:00.000Z */
	createdAfter?: string | undefined;
	/** Sessions that began before this time, such as 2026-03-09T00:00:00.000Z */
	createdBefore?: string | undefined;
	/** Leave out the sessions of channels that are still being read in */
	excludeSyncingChannels?: boolean | undefined;
	/** Index of the first item to list */
	from?: number | undefined;
	/** Number of sessions to list */
	limit?: number | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getSessions} answers. */
export type GetSessionsData = ({
	data: ImSession[] | null;
	/** Whether there are sessions after these */
	hasMore: boolean | null;
} | null) | undefined;
/** What {@link getSessions} answers when it fails. */
export type GetSessionsError = ErrorJson | string | (ErrorJson | (ErrorJson & {
	errors: ErrorDetailArr;
}));
/**
* List sessions
*
* Lists the sessions of instant messaging, in all channels.
*
* `GET /api/v1/im/sessions`
*
* Scopes: `Desk.InstantMessages.READ`
*/
export declare const getSessions: Operation<[args?: GetSessionsArguments], GetSessionsData, GetSessionsError> & Needs<["Desk.InstantMessages.READ"]> & Paged<ImSession>;
