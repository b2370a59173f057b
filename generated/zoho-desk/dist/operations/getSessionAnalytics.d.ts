import type { Paged } from "../runtime/pagination/pages.js";
import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { SessionAnalyticsResult } from "../schemas/SessionAnalyticsResult.js";
import type { SessionFilter } from "../schemas/SessionFilter.js";
import type { SessionRecord } from "../schemas/SessionRecord.js";
/** What {@link getSessionAnalytics} takes. */
export interface GetSessionAnalyticsArguments {
	/** Filters, scopes by date and pages the sessions */
	p?: SessionFilter | undefined;
}
/** What {@link getSessionAnalytics} answers. */
export type GetSessionAnalyticsData = SessionAnalyticsResult | undefined;
/** What {@link getSessionAnalytics} answers when it fails. */
export type GetSessionAnalyticsError = ErrorJson | string;
/**
* Get session analytics
*
* Lists the sessions of agents with customers, with their times and message counts. Without `p` the answer is unfiltered and larger. Modelled on an article, in no official file, not verified against the vendor. The same method and path are registered a second time as `getSessionAnalytics2`, with the same meaning.
*
* `GET /api/v1/_doc/__session_analytics`
*
* Scopes: `Desk.basic.READ` and `Desk.settings.READ`
*/
export declare const getSessionAnalytics: Operation<[args?: GetSessionAnalyticsArguments], GetSessionAnalyticsData, GetSessionAnalyticsError> & Needs<["Desk.basic.READ", "Desk.settings.READ"]> & Paged<SessionRecord>;
/**
* Another name of {@link getSessionAnalytics}: the very same function.
*
* @deprecated Use {@link getSessionAnalytics}.
*/
export declare const getSessionAnalytics2: typeof getSessionAnalytics;
