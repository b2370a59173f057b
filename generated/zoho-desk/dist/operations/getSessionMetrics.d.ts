import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { IntegrationService } from "../schemas/IntegrationService.js";
import type { SingleMetric } from "../schemas/SingleMetric.js";
/** What {@link getSessionMetrics} takes. */
export interface GetSessionMetricsArguments {
	/** Sessions of the channels of this department */
	departmentId?: string | undefined;
	/** Sessions of this messaging service */
	integrationServiceId?: IntegrationService | undefined;
	/** Sessions of these channels, up to 50 IDs with commas between them */
	channelId?: string | undefined;
	/** Leave out the sessions of channels that are still being read in */
	excludeSyncingChannels?: boolean | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getSessionMetrics} answers. */
export type GetSessionMetricsData = ({
	kind: "single.session.metrics" | null;
	assignee: {
		MINE: SingleMetric;
		NONE: SingleMetric;
		UNASSIGNED: SingleMetric;
	} | null;
}) | undefined;
/** What {@link getSessionMetrics} answers when it fails. */
export type GetSessionMetricsError = ErrorJson | string | (ErrorJson | (ErrorJson & {
	errors: ErrorDetailArr;
}));
/**
* Get session metrics
*
* Counts sessions by who has them and by their state.
*
* `GET /api/v1/im/sessions/metrics`
*
* Scopes: `Desk.InstantMessages.READ`
*/
export declare const getSessionMetrics: Operation<[args?: GetSessionMetricsArguments], GetSessionMetricsData, GetSessionMetricsError> & Needs<["Desk.InstantMessages.READ"]>;
