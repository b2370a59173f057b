import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { CountArray } from "../schemas/CountArray.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getSolvedTickets} takes. */
export interface GetSolvedTicketsArguments {
	/** First day of a range of one's own */
	startDate?: string | undefined;
	/** Last day of a range of one's own */
	endDate?: string | undefined;
	/** The range of time to count in */
	duration: "LAST_30_DAYS" | "LAST_7_DAYS" | "THIS_WEEK" | "LAST_WEEK" | "THIS_MONTH" | "LAST_MONTH" | "CUSTOM_IN_DATE" | "LAST24HOURS" | "TODAY" | "YESTERDAY" | "CUSTOM_IN_MILLIS" | "LAST_1_HOUR";
	/** Count for these agents */
	agentId?: string[] | undefined;
	/** Count in these departments */
	departmentId?: string[] | undefined;
	/** Count for these teams */
	teamId?: string[] | undefined;
	/** Count what came in by this channel */
	channel?: string | undefined;
	/** What to group the counts by&lt;br&gt;&lt;strong&gt;Possible values:&lt;/strong&gt; date, channel, agent, hour */
	groupBy: "date" | "channel" | "agent" | "hour";
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getSolvedTickets} answers. */
export type GetSolvedTicketsData = {
	totalTicketCount: string | null;
	avg: string | null;
	ticketCount: CountArray;
	groupedBy: "date" | "channel" | "agent" | "hour" | null;
} | null;
/** What {@link getSolvedTickets} answers when it fails. */
export type GetSolvedTicketsError = ErrorJson | string | (ErrorJson | (ErrorJson & {
	errors: ErrorDetailArr;
}));
/**
* Count closed tickets
*
* Counts the tickets that were resolved.
*
* `GET /api/v1/dashboards/solvedTickets`
*
* Scopes: `Desk.tickets.READ`
*/
export declare const getSolvedTickets: Operation<[args: GetSolvedTicketsArguments], GetSolvedTicketsData, GetSolvedTicketsError> & Needs<["Desk.tickets.READ"]>;
