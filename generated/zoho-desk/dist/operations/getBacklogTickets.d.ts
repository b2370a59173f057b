import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { CountArray } from "../schemas/CountArray.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getBacklogTickets} takes. */
export interface GetBacklogTicketsArguments {
	/** First day of a range of one's own */
	startDate?: string | undefined;
	/** Last day of a range of one's own */
	endDate?: string | undefined;
	/** The range of time to count in */
	duration: "LAST_30_DAYS" | "LAST_7_DAYS" | "THIS_WEEK" | "LAST_WEEK" | "THIS_MONTH" | "LAST_MONTH" | "CUSTOM_IN_DATE" | "TODAY" | "YESTERDAY" | "CUSTOM_IN_MILLIS";
	/** Count for these agents */
	agentId?: string[] | undefined;
	/** Count in these departments */
	departmentId?: string[] | undefined;
	/** Count what came in by this channel */
	channel?: string | undefined;
	/** What to group the counts by&lt;br&gt;&lt;strong&gt;Possible values:&lt;/strong&gt; date, channel, agent */
	groupBy: "date" | "channel" | "agent";
}
/** What {@link getBacklogTickets} answers. */
export type GetBacklogTicketsData = {
	totalTicketCount: string | null;
	avg: string | null;
	ticketCount: CountArray;
	groupedBy: "date" | "channel" | "agent" | "hour" | null;
} | null;
/** What {@link getBacklogTickets} answers when it fails. */
export type GetBacklogTicketsError = ErrorJson | string | (ErrorJson | (ErrorJson & {
	errors: ErrorDetailArr;
}));
/**
* Count unresolved tickets
*
* Counts the tickets that stayed unresolved.
*
* `GET /api/v1/dashboards/backlogTickets`
*
* Scopes: `Desk.tickets.READ`
*/
export declare const getBacklogTickets: Operation<[args: GetBacklogTicketsArguments], GetBacklogTicketsData, GetBacklogTicketsError> & Needs<["Desk.tickets.READ"]>;
